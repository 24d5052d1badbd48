import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { freePort } from "@talent/postgres/free-port";

const WEB = join(dirname(fileURLToPath(import.meta.url)), "../..");
const NEXT = join(WEB, "../../node_modules/next/dist/bin/next");

const ANSWERS_WITHIN_MS = 90_000;

export type Served = { readonly address: string; stop(): Promise<void> };

/** Serves the built dashboard on a free port, reading the store at `databaseUrl`, with what else the launcher gives it. Resolves when it answers. */
export async function serve(databaseUrl: string, given: Readonly<Record<string, string>> = {}): Promise<Served> {
  if (!existsSync(join(WEB, ".next/BUILD_ID"))) throw new Error("the dashboard is not built; type: npm run build -w @talent/web");
  const port = await freePort();
  const child = spawn(process.execPath, [NEXT, "start", "--port", String(port)], {
    cwd: WEB,
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", TZ: "UTC", WEB_DATABASE_URL: databaseUrl, ...given },
    stdio: "ignore",
  });
  const address = `http://127.0.0.1:${port}`;
  await answers(child, address);
  return { address, stop: () => end(child) };
}

async function end(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await Promise.race([ended, sleep(8_000, null, { ref: false }).then(() => child.kill("SIGKILL"))]);
}

async function answers(child: ChildProcess, address: string): Promise<void> {
  for (const deadline = Date.now() + ANSWERS_WITHIN_MS; Date.now() < deadline; await sleep(150)) {
    if (child.exitCode !== null) throw new Error(`next start ended with ${child.exitCode}`);
    const response = await fetch(`${address}/api/health`).catch(() => null);
    if (response?.ok) return;
  }
  throw new Error(`the dashboard did not answer within ${ANSWERS_WITHIN_MS / 1000} s`);
}
