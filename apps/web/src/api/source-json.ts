import type { Theirs } from "@talent/core/capture/freshness";
import type { SourceState } from "../store/sources.ts";
import { licenceJson } from "./catalogue-json.ts";

/** A source that was registered this very moment has said nothing yet. */
const UNKNOWN: Theirs = { state: "unknown", newestPeriod: null, nextDue: null, lapsesOn: null };

/** A source with both freshnesses, never merged: when we looked, and whether the publisher is late against its own rhythm. */
export function sourceJson(source: SourceState, theirs: Theirs | undefined): Record<string, unknown> {
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
    theirs: theirs ?? UNKNOWN,
  };
}
