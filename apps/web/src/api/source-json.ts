import { dueOn, lapsedOn } from "@talent/core/freshness";
import type { SourceState } from "../store/sources-now.ts";
import { licenceJson } from "./indicator-json.ts";

/** A source with both freshnesses, never merged: when we looked, and whether the publisher is late against its own rhythm. */
export function sourceJson(source: SourceState, now: Date): Record<string, unknown> {
  const { id, record, lastLooked, lastChanged, lastOutcome, lastOutcomeAt, outcomes, held } = source;
  return {
    id,
    title: record.title,
    kind: record.kind,
    publisher: record.publisher,
    licence: licenceJson(source),
    schedule: record.schedule,
    cadence: record.cadence,
    produces: record.produces,
    depositHint: record.depositHint ?? null,
    ours: {
      lastLooked,
      lastChanged,
      lastOutcome,
      lastOutcomeAt,
      held,
      outcomes: outcomes.map(({ outcome, at, trigger }) => ({ outcome, at, trigger })),
    },
    theirs: theirs(source, now),
  };
}

/** Where the publisher stands: `due` from the day the next period is expected, `late` once the grace is over too. */
export function theirs({ record: { cadence }, newestPeriod }: SourceState, now: Date): Record<string, unknown> {
  const newest = newestPeriod?.id ?? null;
  if (cadence.orphaned) return { state: "orphaned", newestPeriod: newest, nextDue: null };
  if (!newestPeriod) return { state: "unknown", newestPeriod: null, nextDue: null };
  const due = dueOn(newestPeriod.end, cadence);
  const state = now >= lapsedOn(newestPeriod.end, cadence) ? "late" : now >= due ? "due" : "on_time";
  return { state, newestPeriod: newest, nextDue: due.toISOString().slice(0, 10) };
}
