#!/usr/bin/env node
// What `npm start`, `npm test`, ... run before anything is installed: plain JavaScript, Node 20 or newer, built-ins only.
// It installs what is missing (output on stderr) and then runs the pinned Node, passing signals down and the exit code up.
import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { install } from "./install.mjs";
import { onParentGone } from "./parent.mjs";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const ENTRIES = {
  start: "main/start.ts",
  worker: "main/start-worker.ts",
  web: "main/start-web.ts",
  build: "main/build.ts",
  test: "../check/check.ts",
  source: "cli/source.ts",
  claims: "cli/claims.ts",
  alerts: "cli/alerts.ts",
  bench: "cli/bench.ts",
};
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];
const SIGNAL_NUMBERS = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 };

let child = null;
let stopping = null;

for (const signal of SIGNALS) {
  process.on(signal, () => {
    stopping ??= signal;
    child?.kill(signal);
  });
}
// npm killed with -9 cannot pass a signal on: we stop as if it had.
if (process.env.npm_lifecycle_event) onParentGone(() => process.kill(process.pid, "SIGTERM"));
process.exitCode = await main(process.argv[2], process.argv.slice(3)).catch((error) => {
  process.stderr.write(`${error.message}\n`);
  return 1;
});
process.exit();

async function main(command, args) {
  if (Number(process.versions.node.split(".")[0]) < 20) throw new Error(`Node 20 or newer is needed, this is ${process.version}.`);
  if (!Object.hasOwn(ENTRIES, command ?? "")) {
    process.stderr.write(`usage: start.mjs ${Object.keys(ENTRIES).join("|")} [arguments]\n`);
    return 2;
  }
  const node = await install(ROOT, (tool, toolArgs, env, cwd = ROOT) => run(tool, toolArgs, { env, cwd, stdio: ["ignore", 2, 2] }));
  if (stopping) return 128 + SIGNAL_NUMBERS[stopping];
  const entry = join(ROOT, "apps/worker/src", ENTRIES[command]);
  const env = {
    PATH: `${join(ROOT, "node_modules/.bin")}:${process.env.PATH}`,
    TZ: "UTC",
    // Half of what a process of ours does until it works is reading its code; Node keeps what it made of it.
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(ROOT, "node_modules/.cache/compiled"),
  };
  // A process group of its own: Ctrl-C reaches us alone and we pass it on once, so that no child of the product is ended by it in the middle of its work.
  return run(node, [entry, ...args], { env, cwd: ROOT, stdio: "inherit", detached: true });
}

/** Runs one child at a time, so that a signal to us reaches whatever runs; resolves to its exit code, 128 + n when a signal ended it. */
function run(command, args, { env, ...options }) {
  return new Promise((resolve, reject) => {
    if (stopping) return resolve(128 + SIGNAL_NUMBERS[stopping]);
    child = spawn(command, args, { ...options, env: { ...process.env, ...env } });
    child.on("error", reject);
    child.on("exit", (code, signal) => {
      child = null;
      resolve(code ?? 128 + (SIGNAL_NUMBERS[signal] ?? 1));
    });
  });
}
