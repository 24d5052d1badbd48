import { change, difference, growthSince, type Measure, ratio, record, value, yearOnYear } from "@talent/core/measure/measure";
import { indicatorById } from "../indicators/all.ts";
import { shownUnit } from "../series/series-name.ts";
import { baselineOf } from "./baseline.ts";
import { seriesOf } from "./chosen-series.ts";
import { dividesBy } from "./denominator.ts";
import type { NumbersChoice } from "./user-rule.ts";

/** What is measured, and the unit it is shown in. */
export type Measured = { readonly measure: Measure; readonly unit: string };

/** The expression a reader chose. Throws InvalidRule when the choice lacks what it needs. */
export function measureOf(choice: NumbersChoice): Measured {
  const own = value(seriesOf(choice));
  const unit = shownUnit(indicatorById(choice.indicator)?.unit ?? "");
  switch (choice.watch) {
    case "level":
      return { measure: own, unit };
    case "year-on-year":
      return overAYear(own, unit);
    case "ratio":
      return { measure: ratio(own, value(dividesBy(choice))), unit: "x" };
    case "record-high":
      return { measure: record(own), unit: "x the earlier record" };
    case "record-low":
      return { measure: record(below(own)), unit: "x the earlier low" };
    case "claim-baseline":
      return { measure: growthSince(own, { base: baselineOf(choice) }), unit: "x" };
  }
}

/** A share changes by points and a rank by places; of all else the change in per cent says more. */
function overAYear(own: Measure, unit: string): Measured {
  if (unit === "rank") return { measure: change(own, { years: 1 }), unit: "places" };
  const isShare = unit === "%" || unit.startsWith("percent");
  return isShare ? { measure: change(own, { years: 1 }), unit: "points" } : { measure: yearOnYear(own), unit: "%" };
}

/** Turned about zero, a record of the greatest is one of the least: the value over the smallest earlier one, below 1 for a new low. */
const below = (own: Measure): Measure => difference(difference(own, own), own);
