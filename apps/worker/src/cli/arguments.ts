import { type ParseArgsConfig, parseArgs } from "node:util";
import { EXIT, Halt } from "../process/exit.ts";

/** A wrong call: one sentence and how it is called. Exit code 2. */
export class Usage extends Halt {
  constructor(sentence: string, usage: string) {
    super(`${sentence}\n${usage}`, EXIT.usage);
    this.name = "Usage";
  }
}

type Options = NonNullable<ParseArgsConfig["options"]>;

/** Flags and words of a call; throws Usage for a flag nobody knows, or fewer or more words than `words` allows. */
export function readArguments<T extends Options>(argv: readonly string[], options: T, words: readonly [number, number], usage: string) {
  const parsed = parse(argv, options, usage);
  const [least, most] = words;
  if (parsed.positionals.length < least) throw new Usage("An argument is missing.", usage);
  if (parsed.positionals.length > most) throw new Usage(`"${parsed.positionals[most]}" is one argument too many.`, usage);
  return parsed;
}

function parse<T extends Options>(argv: readonly string[], options: T, usage: string) {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new Usage(error instanceof Error ? error.message : String(error), usage);
  }
}
