import type { Indicator } from "@talent/catalog/indicators/indicator";
import type { SourceState } from "../store/sources.ts";

/** An indicator's definition with the source that produces it; `awaiting` where no registered source does. */
export function indicatorJson(indicator: Indicator, sources: readonly SourceState[]): Record<string, unknown> {
  const source = sources.find((one) => one.record.produces.includes(indicator.id));
  return {
    id: indicator.id,
    title: indicator.title,
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

export function licenceJson({ record: { licence } }: SourceState): Record<string, unknown> {
  return { name: licence.name, url: licence.url ?? null, republish: licence.republish };
}
