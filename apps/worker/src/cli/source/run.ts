import { curatedCapture } from "@talent/sources/define-curated";
import type { Source } from "@talent/sources/define-source";
import { assessLedger } from "../../assess/assess-ledger.ts";
import { storedHosts } from "../../fetch/hosts/shared-host-store.ts";
import { openOutside } from "../../fetch/live.ts";
import { validatorsOf } from "../../fetch/stored-answers.ts";
import { type Runner, rememberVisits, runOnce } from "../../ingest/run-slot.ts";

import type { RunReport } from "../../ingest/run-source.ts";
import type { Environment } from "../../process/environment.ts";
import { Halt } from "../../process/exit.ts";
import { readArguments } from "../arguments.ts";
import { runnerByHand, withStore } from "../with-store.ts";
import { neededSource } from "./find-source.ts";
import { exitCodeOf, reportLines } from "./run-report.ts";

const USAGE = "usage: source run ID";
const TRIGGER = "manual";

/** One real run: fetched, kept, read, appended, assessed. */
export async function run(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const { positionals } = readArguments(argv, {}, [1, 1], USAGE);
  const source = neededSource(positionals[0] ?? "", USAGE);
  if (source.kind === "deposit") throw new Halt(`${source.id} is handed in by a person. ${source.depositHint ?? ""}`);
  return await withStore(env, async (store, environment) => {
    if (store.mode === "replay" && source.kind === "live")
      throw new Halt("This store is a replay of recorded captures; a real run belongs into a live one.");
    const runner = await runnerByHand(store);
    const report = source.kind === "curated" ? await runTable(runner, source) : await runLive(runner, source, environment);
    await assessLedger(store.db, runner.clock());
    process.stdout.write(reportLines(source, report));
    return exitCodeOf(report.outcome);
  });
}

async function runTable(runner: Runner, source: Source): Promise<RunReport> {
  const { exchanges } = await curatedCapture(source, runner.clock());
  return await runOnce(runner, { source, trigger: TRIGGER, fetch: async () => ({ exchanges, ended: [] }) });
}

async function runLive(runner: Runner, source: Source, { publicUrl }: Environment): Promise<RunReport> {
  const { clock, reader } = runner;
  const outside = openOutside({
    clock,
    publicUrl,
    discover: reader.discover,
    validators: (id, url) => validatorsOf(runner.db, id, url),
    book: storedHosts(runner.db, runner.name),
    secretOf: (name) => process.env[name],
  });
  const { fetch, visits } = rememberVisits(outside.fetch);
  try {
    return await runOnce(runner, { source, trigger: TRIGGER, fetch, concluding: async () => ({ visits: visits() }) });
  } finally {
    await outside.close();
  }
}
