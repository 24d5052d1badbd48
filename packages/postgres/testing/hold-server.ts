// A user of the embedded server for tests: prints what it uses, keeps it until its standard input ends, then leaves.
import { withDatabase } from "@talent/worker/process/database";
import { sayWhy } from "@talent/worker/process/exit";

try {
  const database = await withDatabase({ databaseUrl: null, dataDir: process.argv[2] ?? "", replayDir: null });
  process.stdout.write(`${JSON.stringify({ url: database.url })}\n`);
  const end = await Promise.race([new Promise<null>((resolve) => process.stdin.on("end", () => resolve(null)).resume()), database.lost]);
  if (end !== null) process.stdout.write(`${end}\n`);
  await database.stop();
  process.exit(0);
} catch (error) {
  process.exit(sayWhy(error));
}
