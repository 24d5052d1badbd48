import { bindingsOf } from "@talent/core/measure/measure";
import { seriesId } from "@talent/core/observation/series-id";
import { quoted } from "../alerts/rule/problem.ts";
import { InvalidRule } from "../alerts/rule/read-rule.ts";
import { claimById } from "../claims/all.ts";
import type { NumbersChoice } from "./user-rule.ts";

/** The period (id) a claim speaks of in one of its readings. Throws InvalidRule unless that reading takes its numbers from the chosen series. */
export function baselineOf(choice: NumbersChoice): string {
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
