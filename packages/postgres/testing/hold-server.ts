// Uses the embedded server for tests: prints its URL, keeps it until standard input ends, then leaves.
import { useEmbeddedServer } from "../src/server.ts";

try {
  const server = await useEmbeddedServer(process.argv[2] ?? "");
  process.stdout.write(`${JSON.stringify({ url: server.url("postgres") })}\n`);
  const end = await Promise.race([new Promise<null>((resolve) => process.stdin.on("end", () => resolve(null)).resume()), server.lost]);
  if (end !== null) process.stdout.write(`${end}\n`);
  await server.stop();
  process.exit(0);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
