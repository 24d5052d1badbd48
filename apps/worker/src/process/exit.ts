/** Exit codes of every command (contracts): 0 good, 1 failed, 2 usage, 3 refused input. */
export const EXIT = { good: 0, failed: 1, usage: 2, refused: 3 } as const;

/** An end that a person at the terminal can act on: one sentence on stderr, no stack, and the exit code that goes with it. */
export class Halt extends Error {
  readonly exitCode: number;

  constructor(sentence: string, exitCode: number = EXIT.failed) {
    super(sentence);
    this.name = "Halt";
    this.exitCode = exitCode;
  }
}

/** Prints why a command ends: a Halt as its sentence, anything else with its stack, because it is a fault of ours. Returns the exit code. */
export function sayWhy(error: unknown): number {
  if (error instanceof Halt) {
    process.stderr.write(`${error.message}\n`);
    return error.exitCode;
  }
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return EXIT.failed;
}
