import type { SourceState } from "@talent/db/read/ingest/sources";
import { formatMinute } from "../words/dates.ts";
import { outcomeFamily, outcomeWords } from "../words/outcome-words.ts";
import type { VerdictFamily } from "../words/verdict-words.ts";

/** A source in a table's words. */
export type SourceLine = {
  readonly id: string;
  readonly title: string;
  readonly publisher: string;
  readonly outcome: string;
  readonly family: VerdictFamily;
  readonly detail: string | null;
  readonly looked: string;
  readonly changed: string;
  /** The schedule as a cron line. */
  readonly schedule: string;
};

/** A line for every source that is fetched; deposits and curated facts have no outcome of their own to wait for. */
export function liveSourceLines(sources: readonly SourceState[]): SourceLine[] {
  return sources.filter((source) => source.record.kind === "live").map(sourceLine);
}

export function sourceLine(source: SourceState): SourceLine {
  const last = source.outcomes[0];
  return {
    id: source.id,
    title: source.record.title,
    publisher: source.record.publisher.name,
    outcome: outcomeWords(source.lastOutcome),
    family: outcomeFamily(source.lastOutcome),
    detail: last && outcomeFamily(last.outcome) === "against" ? detailWords(last.detail) : null,
    looked: source.lastLooked ? formatMinute(source.lastLooked) : "not yet",
    changed: source.lastChanged ? formatMinute(source.lastChanged) : "not yet",
    schedule: source.record.schedule ? `${source.record.schedule.cron} (UTC)` : "by hand",
  };
}

function detailWords(detail: unknown): string | null {
  const text = typeof detail === "string" ? detail : (detail as { message?: unknown } | null)?.message;
  return typeof text === "string" ? text.slice(0, 240) : null;
}
