import { type ParseArgsConfig, parseArgs } from "node:util";
import { EXIT, ExitError } from "../process/exit.ts";

/** A wrong call: one sentence and how it is called. Exit code 2. */
export class UsageError extends ExitError {
  constructor(sentence: string, usage: string) {
    super(`${sentence}\n${usage}`, EXIT.usage);
    this.name = "UsageError";
  }
}

type Options = NonNullable<ParseArgsConfig["options"]>;

/** Flags and words of a call; throws UsageError for a flag nobody knows, or fewer or more words than `words` allows. */
export function readArguments<T extends Options>(argv: readonly string[], options: T, words: readonly [number, number], usage: string) {
  const parsed = parse(argv, options, usage);
  const [least, most] = words;
  if (parsed.positionals.length < least) throw new UsageError("An argument is missing.", usage);
  if (parsed.positionals.length > most) throw new UsageError(`Unexpected argument "${parsed.positionals[most]}".`, usage);
  return parsed;
}

function parse<T extends Options>(argv: readonly string[], options: T, usage: string) {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), usage);
  }
}
