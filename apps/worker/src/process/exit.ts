import { ServerError } from "@talent/postgres/server-error";

/** Exit codes of every command (contracts): 0 good, 1 failed, 2 usage, 3 refused input. */
export const EXIT = { ok: 0, failed: 1, usage: 2, refused: 3 } as const;

/** An end that a person at the terminal can act on: one sentence on stderr, no stack, and the exit code that goes with it. */
export class ExitError extends Error {
  readonly exitCode: number;

  constructor(sentence: string, exitCode: number = EXIT.failed) {
    super(sentence);
    this.name = "ExitError";
    this.exitCode = exitCode;
  }
}

/** Prints why a command ends: an ExitError as its sentence, anything else with its stack, because it is a fault of ours. Returns the exit code. */
export function reportError(error: unknown): number {
  if (error instanceof ExitError) {
    process.stderr.write(`${error.message}\n`);
    return error.exitCode;
  }
  if (error instanceof ServerError) {
    process.stderr.write(`${error.message}\n`);
    return EXIT.failed;
  }
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return EXIT.failed;
}
