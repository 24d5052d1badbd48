import { bindingsOf } from "@talent/core/measure/measure";
import type { SeriesKey } from "@talent/core/observation/observation";
import { seriesId } from "@talent/core/observation/series";
import { quoted } from "../alerts/rule/problem.ts";
import { InvalidRule } from "../alerts/rule/read-rule.ts";
import { isArea } from "../areas/all.ts";
import { claimById } from "../claims/all.ts";
import { indicatorById } from "../indicators/all.ts";
import { keyProblem } from "../series/series.ts";
import type { NumbersChoice } from "./choice.ts";

/** The key of a series of the catalogue. Throws InvalidRule that names the field, with `prefix` before it. */
export function chosenSeries({ indicator, area, dimensions }: SeriesKey, prefix = ""): SeriesKey {
  if (indicatorById(indicator) === undefined)
    throw new InvalidRule({ field: `${prefix}indicator`, why: `names ${quoted(indicator)}, which is no indicator` });
  if (!isArea(area)) throw new InvalidRule({ field: `${prefix}area`, why: `names ${quoted(area)}, which is no area` });
  const key = { indicator, area, dimensions };
  const problem = keyProblem(key);
  if (problem !== null) throw new InvalidRule({ field: `${prefix}dimensions`, why: `name no series: ${problem}` });
  return key;
}

/** The period (id) of a claim in one of its readings. Throws InvalidRule unless that reading takes its numbers from the chosen series. */
export function baselinePeriod(choice: NumbersChoice): string {
  const { claim: id = "", reading: readingId = "" } = choice;
  const claim = claimById(id);
  if (claim === undefined) throw new InvalidRule({ field: "claim", why: `names ${quoted(id)}, which is no claim` });
  if (claim.kind === "prediction")
    throw new InvalidRule({ field: "claim", why: "is a prediction: the period it speaks of is yet to come and no baseline" });
  const reading = claim.readings.find((one) => one.id === readingId);
  if (reading === undefined) throw new InvalidRule({ field: "reading", why: `names ${quoted(readingId)}, which is no reading of ${id}` });
  const bound = reading.measure === null ? [] : bindingsOf(reading.measure).map(seriesId);
  if (!bound.includes(seriesId(choice)))
    throw new InvalidRule({ field: "reading", why: "takes no number from this series, which therefore has no baseline in it" });
  return reading.period;
}

/** The series that a chosen ratio divides by. Throws InvalidRule unless it is another series of the same indicator. */
export function denominator(choice: NumbersChoice): SeriesKey {
  if (choice.over === undefined) throw new InvalidRule({ field: "over", why: "is missing: a ratio needs a second series to divide by" });
  const over = chosenSeries(choice.over, "over.");
  if (over.indicator !== choice.indicator)
    throw new InvalidRule({ field: "over", why: "is of another indicator: numbers of two definitions are not divided by each other" });
  if (seriesId(over) === seriesId(choice)) throw new InvalidRule({ field: "over", why: "is the same series: it would always give one" });
  return over;
}
