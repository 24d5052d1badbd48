import { indicatorById } from "@talent/catalog/indicators/all";
import type { IndicatorFacts } from "@talent/core/measure/evidence";

/** The catalogue's entry for an indicator, with whether it is built and how often it is published, from the store. Throws for an unknown id. */
export function indicatorFacts(id: string): Omit<IndicatorFacts, "built" | "cadence"> {
  const indicator = indicatorById(id);
  if (indicator === undefined) throw new Error(`a claim names the indicator "${id}", which the catalogue does not define`);
  return {
    unit: indicator.unit,
    periodKind: indicator.periodKind,
    ...(indicator.cumulative === undefined ? {} : { cumulative: indicator.cumulative }),
    ...(indicator.seasonal === undefined ? {} : { seasonal: indicator.seasonal }),
    ...(indicator.breaks === undefined ? {} : { breaks: indicator.breaks }),
  };
}
