import type { SeriesKey } from "@talent/core/observation/observation";
import { seriesId } from "@talent/core/observation/series-id";
import { InvalidRule } from "../alerts/rule/read-rule.ts";
import { seriesOf } from "./chosen-series.ts";
import type { NumbersChoice } from "./user-rule.ts";

/** The series that a chosen ratio divides by. Throws InvalidRule unless it is another series of the same indicator. */
export function dividesBy(choice: NumbersChoice): SeriesKey {
  if (choice.over === undefined) throw new InvalidRule({ field: "over", why: "is missing: a ratio needs a second series to divide by" });
  const over = seriesOf(choice.over, "over.");
  if (over.indicator !== choice.indicator)
    throw new InvalidRule({ field: "over", why: "is of another indicator: numbers of two definitions are not divided by each other" });
  if (seriesId(over) === seriesId(choice)) throw new InvalidRule({ field: "over", why: "is the same series: it would always give one" });
  return over;
}
