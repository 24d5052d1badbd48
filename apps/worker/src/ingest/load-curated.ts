import { isAlreadyRead } from "@talent/db/read/ingest/stored-answers";
import { curatedCapture } from "@talent/sources/define-curated";
import type { Source } from "@talent/sources/define-source";
import type { Log } from "../process/log.ts";
import { runOnce } from "./run-slot.ts";
import type { Runner } from "./runner.ts";

const TRIGGER = "boot";

/** Two at a time: most of a table's time goes into starting the process that reads it. */
const CONCURRENCY = 2;

/** Reads each curated table whose bytes or parser changed since they were last read, through the same pipeline as a fetched page. */
export async function loadCurated(runner: Runner, sources: readonly Source[], log: Log, signal?: AbortSignal): Promise<void> {
  const waiting = sources.filter((source) => source.kind === "curated");
  const takeTurns = async (): Promise<void> => {
    for (let source = waiting.shift(); source !== undefined; source = waiting.shift()) {
      signal?.throwIfAborted();
      await loadOne(runner, source, log);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, takeTurns));
}

async function loadOne(runner: Runner, source: Source, log: Log): Promise<void> {
  const { exchanges } = await curatedCapture(source, runner.clock());
  const known = await Promise.all(
    exchanges.map((exchange) => isAlreadyRead(runner.db, source.id, exchange, runner.parser.fingerprint(source))),
  );
  if (known.every(Boolean)) return;
  const report = await runOnce(runner, { source, trigger: TRIGGER, fetch: async () => ({ exchanges, ended: [] }) });
  const refused = report.refusals.map((refusal) => refusal.message).join("; ");
  if (report.refusals.length > 0) log("error", `curated ${source.id}: ${report.outcome}: ${refused}`);
  else log("info", `curated ${source.id}: ${report.outcome}`);
}
