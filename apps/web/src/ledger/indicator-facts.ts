import { indicatorById } from "@talent/catalog/indicators/all";
import type { IndicatorFacts } from "@talent/core/claim/evidence";

/** What the catalogue says of an indicator that an assessment must know. Throws for an id it does not define. */
export function factsOf(id: string): Omit<IndicatorFacts, "built" | "cadence"> {
  const indicator = indicatorById(id);
  if (!indicator) throw new RangeError(`no indicator ${id}`);
  return {
    unit: indicator.unit,
    periodKind: indicator.periodKind,
    ...(indicator.cumulative ? { cumulative: true } : {}),
    ...(indicator.seasonal ? { seasonal: true } : {}),
    ...(indicator.breaks ? { breaks: indicator.breaks } : {}),
  };
}
