// node with-server.ts COMMAND [ARGUMENTS]: runs it with TEST_DATABASE_URL naming a server of its own, on which it may do anything, and which ends
// with it. Roles belong to a whole server, so packages whose tests run side by side do not share one.
import { spawn } from "node:child_process";
import { chmodSync, existsSync, rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { scratchFolder } from "./scratch-folder.ts";
import { useThrowawayServer } from "./throwaway-server.ts";

const [command = "", ...args] = process.argv.slice(2);
const folder = scratchFolder("talent-check-");
chmodSync(folder, 0o755);
const server = await useThrowawayServer(folder);
try {
  process.exitCode = await run({ ...process.env, TEST_DATABASE_URL: server.url("postgres") });
} finally {
  await server.stop();
  // The server's keeper removes the databases meanwhile, and a removal that meets another one gives up without an error.
  for (let attempt = 0; existsSync(folder) && attempt < 50; attempt++) {
    rmSync(folder, { recursive: true, force: true });
    await sleep(100);
  }
}

function run(env: NodeJS.ProcessEnv): Promise<number> {
  const child = spawn(command, args, { env, stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => resolve(code ?? 1));
  });
}
