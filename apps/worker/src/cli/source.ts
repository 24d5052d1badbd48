import { reportError } from "../process/exit.ts";
import { UsageError } from "./arguments.ts";
import { ignoreClosedPipe } from "./print/output.ts";

type Command = (argv: readonly string[], env: NodeJS.ProcessEnv) => Promise<number>;

// Loaded one at a time: reading a folder must not wait for a database client it does not need.
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  list: async () => (await import("./source/list.ts")).list,
  parse: async () => (await import("./source/parse.ts")).parse,
  deposit: async () => (await import("./source/deposit.ts")).deposit,
  new: async () => (await import("./source/new.ts")).scaffold,
  capture: async () => (await import("./source/capture.ts")).capture,
  try: async () => (await import("./source/try.ts")).tryOut,
  run: async () => (await import("./source/run.ts")).run,
  replay: async () => (await import("./source/replay.ts")).replay,
  check: async () => (await import("./source/check.ts")).check,
  held: async () => (await import("./source/held.ts")).held,
  accept: async () => (await import("./source/decide.ts")).accept,
  reject: async () => (await import("./source/decide.ts")).reject,
};

const USAGE = `usage: source list [--json]
       source parse ID FOLDER [--json]
       source deposit ID FILE... [--url URL] [--captured-at ISO]
       source new ID | capture ID [--to FOLDER] | try ID | run ID | check ID
       source replay [ID] [--since DATE] [--write REASON]
       source held [ID] [--all] [--json]
       source accept HELD... --note TEXT | reject HELD... --note TEXT`;

/** The `source` commands. Resolves to the exit code: 0 good, 1 failed, 2 usage, 3 refused input. */
export async function main(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  ignoreClosedPipe();
  try {
    const [name = "", ...rest] = argv;
    const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (load === undefined) throw new UsageError(name === "" ? "A command is missing." : `There is no command "${name}".`, USAGE);
    return await (await load())(rest, env);
  } catch (error) {
    return reportError(error);
  }
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2), process.env);
