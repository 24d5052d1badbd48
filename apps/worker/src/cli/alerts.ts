import { reportError } from "../process/exit.ts";
import { UsageError } from "./arguments.ts";
import { ignoreClosedPipe } from "./print/output.ts";

type Command = (argv: readonly string[], env: NodeJS.ProcessEnv) => Promise<number>;

const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  list: async () => (await import("./alerts/list.ts")).list,
  history: async () => (await import("./alerts/history.ts")).history,
  backtest: async () => (await import("./alerts/backtest.ts")).backtest,
  deliveries: async () => (await import("./alerts/deliveries.ts")).deliveries,
  webhook: async () => (await import("./alerts/webhook.ts")).webhook,
  erase: async () => (await import("./alerts/erase.ts")).erase,
};

const USAGE = `usage: alerts list [--json]
       alerts history [RULE] [--json]
       alerts backtest RULE [--since DATE] [--json]
       alerts deliveries [--json]
       alerts webhook list [--json] | add URL --scope SCOPE... | rotate ID | remove ID
       alerts erase ADDRESS`;

/** The `alerts` commands. Resolves to the exit code: 0 good, 1 failed, 2 usage, 3 refused input. */
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
