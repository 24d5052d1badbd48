import { setTimeout as sleep } from "node:timers/promises";
import { onParentGone } from "../../bin/parent.mjs";
import { EXIT, ExitError, reportError } from "./exit.ts";

const HOOK_TIMEOUT_MS = 20_000;

/** What must be undone before a process ends, newest first. */
export type ShutdownHooks = {
  /** Remembers a step; one that comes after shutdown has begun runs at once. */
  add(name: string, step: () => void | Promise<void>): void;
  run(): Promise<void>;
};

/** A list of shutdown hooks. One that fails or takes over 20 s is reported on stderr and does not hold up the others. */
export function shutdownHooks(): ShutdownHooks {
  const steps: { name: string; step: () => void | Promise<void> }[] = [];
  let begun = false;
  return {
    add(name, step) {
      if (begun) void runHook(name, step);
      else steps.push({ name, step });
    },
    async run() {
      begun = true;
      for (const { name, step } of steps.splice(0).reverse()) await runHook(name, step);
    },
  };
}

async function runHook(name: string, step: () => void | Promise<void>): Promise<void> {
  const late = sleep(HOOK_TIMEOUT_MS, "late" as const, { ref: false });
  try {
    if ((await Promise.race([step(), late])) === "late") process.stderr.write(`${name} did not end within ${HOOK_TIMEOUT_MS / 1000} s\n`);
  } catch (error) {
    process.stderr.write(`${name} did not end well: ${error instanceof Error ? error.message : String(error)}\n`);
  }
}

/**
 * The frame of an entry point that serves until it is stopped: Ctrl-C, SIGTERM, a closed terminal, or a parent that is gone.
 * `bringUp` starts things, adds how each ends, and resolves to promises that say in a sentence that one of them is lost: then all end, with 1.
 */
export async function serveUntilStopped(bringUp: (end: ShutdownHooks) => Promise<readonly Promise<string>[]>): Promise<never> {
  const stop = stopRequested();
  const end = shutdownHooks();
  let exitCode: number = EXIT.ok;
  try {
    const losses = await Promise.race([stop, bringUp(end)]);
    const sentence = await Promise.race([stop, ...(losses ?? [])]);
    if (sentence) throw new ExitError(sentence);
  } catch (error) {
    exitCode = reportError(error);
  }
  await end.run();
  process.exit(exitCode);
}

/** Resolves at the first sign that this process should stop; further ones change nothing. */
export function stopRequested(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => resolve());
    onParentGone(resolve);
  });
}
