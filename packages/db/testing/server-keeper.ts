import { appendFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { type PrivatePostgres, startPrivatePostgres } from "./postgres.ts";
import type { TestServerState } from "./server.ts";

const LINGER_MS = 5_000;
const FIRST_LEASE_WITHIN_MS = 30_000;

const folder = process.argv[2] ?? "";
const log = (line: unknown) => appendFileSync(join(folder, "keeper.log"), `${new Date().toISOString()} ${String(line)}\n`);
let server: PrivatePostgres | undefined;
let failed = false;

try {
  server = await startPrivatePostgres(join(folder, "server"), log);
  const leases = await countLeases();
  const state: TestServerState = { url: server.url, leasePort: leases.port };
  writeFileSync(join(folder, "state.part"), JSON.stringify(state));
  renameSync(join(folder, "state.part"), join(folder, "state.json"));
  await leases.gone;
} catch (error) {
  failed = true;
  log(error instanceof Error ? error.stack : error);
} finally {
  rmSync(join(folder, "state.json"), { force: true });
  await server?.stop();
  for (const left of failed ? ["server"] : ["server", "keeper.log"]) rmSync(join(folder, left), { recursive: true, force: true });
  rmSync(join(folder, "turn"), { recursive: true, force: true });
  process.exit();
}

/** `gone` resolves when nobody has held a lease for a while. */
async function countLeases(): Promise<{ port: number; gone: Promise<void> }> {
  let open = 0;
  let timer: NodeJS.Timeout | undefined;
  const { promise: gone, resolve } = Promise.withResolvers<void>();
  const listener = createServer((socket) => {
    open += 1;
    clearTimeout(timer);
    socket.on("error", () => {});
    socket.on("close", () => {
      open -= 1;
      if (open === 0) timer = setTimeout(resolve, LINGER_MS);
    });
    socket.resume();
  });
  await new Promise<void>((listening) => listener.listen(0, "127.0.0.1", listening));
  timer = setTimeout(resolve, FIRST_LEASE_WITHIN_MS);
  const address = listener.address();
  return { port: typeof address === "object" && address ? address.port : 0, gone };
}
