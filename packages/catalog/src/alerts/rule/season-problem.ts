import type { Measure } from "@talent/core/measure/measure";
import { partsOf } from "@talent/core/measure/measure";
import { indicatorById } from "../../indicators/all.ts";
import type { Indicator } from "../../indicators/indicator.ts";

/** Why a seasonal number is not watched by itself, in words for a reader. */
export const SEASONAL = "swings with the season, so that only the same months of another year compare: watch its change year on year";

/** Why a measure would read the season as a change, as a sentence goes on after the field's name; null when it does not. */
export function seasonProblem(measure: Measure): string | null {
  if (comparesYears(measure)) return null;
  if (measure.op !== "value")
    return (
      partsOf(measure)
        .map(seasonProblem)
        .find((problem) => problem !== null) ?? null
    );
  const indicator: Indicator | undefined = indicatorById(measure.of.indicator);
  return indicator?.seasonal === true ? SEASONAL : null;
}

/** Steps of whole years set a month against the same month, and a season comes once a year. */
const comparesYears = (measure: Measure): boolean =>
  measure.op === "season" ||
  measure.op === "year_on_year" ||
  measure.op === "growth" ||
  (measure.op === "change" && measure.years !== undefined);
