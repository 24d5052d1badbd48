import { curatedCapture } from "@talent/sources/curated";
import type { Source } from "@talent/sources/define-source";
import type { Log } from "./log.ts";
import { type Runner, runOnce } from "./run-slot.ts";
import { isRead } from "./stored-answers.ts";

const TRIGGER = "boot";

/** Reads each curated table whose bytes or parser changed since they were last read, through the same pipeline as a fetched page. */
export async function loadCuratedFacts(runner: Runner, sources: readonly Source[], log: Log): Promise<void> {
  for (const source of sources) {
    if (source.kind !== "curated") continue;
    const { exchanges } = await curatedCapture(source, runner.clock());
    const known = await Promise.all(exchanges.map((exchange) => isRead(runner.db, source.id, exchange, runner.reader.fingerprint(source))));
    if (known.every(Boolean)) continue;
    const report = await runOnce(runner, { source, trigger: TRIGGER, fetch: async () => ({ exchanges, ended: [] }) });
    const refused = report.refusals.map((refusal) => refusal.message).join("; ");
    if (report.refusals.length > 0) log("error", `curated ${source.id}: ${report.outcome}: ${refused}`);
    else log("info", `curated ${source.id}: ${report.outcome}`);
  }
}
