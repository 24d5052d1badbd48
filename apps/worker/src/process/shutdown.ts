import { setTimeout as sleep } from "node:timers/promises";
import { onParentGone } from "../../bin/parent.mjs";
import { EXIT, Halt, sayWhy } from "./exit.ts";

const PATIENCE_MS = 20_000;

/** What must be undone before a process ends, newest first. */
export type Ending = {
  /** Remembers a step; one that comes when the end has begun is done at once. */
  add(name: string, step: () => void | Promise<void>): void;
  run(): Promise<void>;
};

/** A list of endings. A step that fails or takes over 20 s is said on stderr and does not hold up the others. */
export function ending(): Ending {
  const steps: { name: string; step: () => void | Promise<void> }[] = [];
  let begun = false;
  return {
    add(name, step) {
      if (begun) void end(name, step);
      else steps.push({ name, step });
    },
    async run() {
      begun = true;
      for (const { name, step } of steps.splice(0).reverse()) await end(name, step);
    },
  };
}

async function end(name: string, step: () => void | Promise<void>): Promise<void> {
  const late = sleep(PATIENCE_MS, "late" as const, { ref: false });
  try {
    if ((await Promise.race([step(), late])) === "late") process.stderr.write(`${name} did not end within ${PATIENCE_MS / 1000} s\n`);
  } catch (error) {
    process.stderr.write(`${name} did not end well: ${error instanceof Error ? error.message : String(error)}\n`);
  }
}

/**
 * The frame of an entry point that serves until somebody wants it to stop: Ctrl-C, SIGTERM, a closed terminal, or a parent that is gone.
 * `bringUp` starts things, adds how each ends, and resolves to promises that say in a sentence that one of them is lost: then all end, with 1.
 */
export async function serve(bringUp: (end: Ending) => Promise<readonly Promise<string>[]>): Promise<never> {
  const stop = askedToStop();
  const end = ending();
  let exitCode: number = EXIT.good;
  try {
    const losses = await Promise.race([stop, bringUp(end)]);
    const sentence = await Promise.race([stop, ...(losses ?? [])]);
    if (sentence) throw new Halt(sentence);
  } catch (error) {
    exitCode = sayWhy(error);
  }
  await end.run();
  process.exit(exitCode);
}

/** Resolves at the first sign that this process should stop; further ones change nothing. */
export function askedToStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => resolve());
    onParentGone(resolve);
  });
}
