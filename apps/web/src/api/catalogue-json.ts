import type { Indicator } from "@talent/catalog/indicators/indicator";
import type { PublisherState } from "@talent/core/capture/freshness";
import type { SourceState } from "@talent/db/read/ingest/sources";
import type * as z from "zod";
import type * as answers from "./answers.ts";

/** A source that was registered this very moment has said nothing yet. */
const UNKNOWN: PublisherState = { state: "unknown", newestPeriod: null, nextDue: null, lapsesOn: null };

/** A source with both freshnesses, never merged: when we looked, and whether the publisher is late against its own rhythm. */
export function sourceJson(source: SourceState, theirs: PublisherState | undefined): z.infer<typeof answers.Source> {
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

/** An indicator's definition with the source that produces it; `awaiting` where no registered source does. */
export function indicatorJson(indicator: Indicator, sources: readonly SourceState[]): z.infer<typeof answers.Indicator> {
  const source = sources.find((one) => one.record.produces.includes(indicator.id));
  return {
    id: indicator.id,
    title: indicator.title.en,
    description: indicator.description,
    definition: indicator.definition,
    unit: indicator.unit,
    periodKind: indicator.periodKind,
    dimensions: indicator.dimensions,
    status: source ? "available" : "awaiting",
    source: {
      id: source?.id ?? indicator.source,
      title: source?.record.title ?? null,
      publisher: source?.record.publisher.name ?? null,
      licence: source ? licenceJson(source) : null,
    },
    notes: indicator.notes ?? [],
  };
}

export function licenceJson({ record: { licence } }: SourceState): z.infer<typeof answers.Source>["licence"] {
  return { name: licence.name, url: licence.url ?? null, republish: licence.republish };
}
