import { storedValidators } from "@talent/db/read/ingest/stored-answers";
import { curatedCapture } from "@talent/sources/define-curated";
import type { Source } from "@talent/sources/define-source";
import { assessLedger } from "../../assess/assess-ledger.ts";
import { sharedHostStore } from "../../fetch/hosts/shared-host-store.ts";
import { openOutboundClient } from "../../fetch/live.ts";
import type { RunReport } from "../../ingest/run-effects.ts";
import { recordVisits, runOnce } from "../../ingest/run-slot.ts";
import type { Runner } from "../../ingest/runner.ts";
import type { Environment } from "../../process/environment.ts";
import { ExitError } from "../../process/exit.ts";
import { readArguments } from "../arguments.ts";
import { manualRunner, withStore } from "../with-store.ts";
import { requireSource } from "./find-source.ts";
import { exitCodeOf, reportLines } from "./run-report.ts";

const USAGE = "usage: source run ID";
const TRIGGER = "manual";

/** One real run: fetched, stored, parsed, appended, assessed. */
export async function run(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const { positionals } = readArguments(argv, {}, [1, 1], USAGE);
  const source = requireSource(positionals[0] ?? "", USAGE);
  if (source.kind === "deposit")
    throw new ExitError(`${source.id} cannot be fetched: download its files and use "source deposit". ${source.depositHint ?? ""}`.trim());
  return await withStore(env, async (store, environment) => {
    if (store.mode === "replay" && source.kind === "live")
      throw new ExitError("This store replays recorded captures; a run needs a live one.");
    const runner = await manualRunner(store);
    const report = source.kind === "curated" ? await runCurated(runner, source) : await runLive(runner, source, environment);
    await assessLedger(store.db, runner.clock());
    process.stdout.write(reportLines(source, report));
    return exitCodeOf(report.outcome);
  });
}

async function runCurated(runner: Runner, source: Source): Promise<RunReport> {
  const { exchanges } = await curatedCapture(source, runner.clock());
  return await runOnce(runner, { source, trigger: TRIGGER, fetch: async () => ({ exchanges, ended: [] }) });
}

async function runLive(runner: Runner, source: Source, { publicUrl }: Environment): Promise<RunReport> {
  const { clock, parser: reader } = runner;
  const outside = openOutboundClient({
    clock,
    publicUrl,
    discover: reader.discover,
    validators: (id, url) => storedValidators(runner.db, id, url),
    hostStore: sharedHostStore(runner.db, runner.name),
    secretOf: (name) => process.env[name],
  });
  const { fetch, visits } = recordVisits(outside.fetch);
  try {
    return await runOnce(runner, { source, trigger: TRIGGER, fetch, addDetail: async () => ({ visits: visits() }) });
  } finally {
    await outside.close();
  }
}
