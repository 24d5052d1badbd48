import type { Expectation } from "../capture/expectation.ts";
import type { Candidate } from "./known-history.ts";
import { median, robustSpread } from "./magnitude.ts";
import { stepsOf } from "./outlier.ts";

/** A unit differs by ten or more; half of that is no growth of a whole table within a period. */
const LEAST_SHIFT = Math.log(5);
/** A changed unit moves every series by one factor; an event moves each by its own. */
const DEVIATIONS = 5;
const FEWEST_SERIES = 8;

/**
 * Why the newest values of an indicator look as if they were in another unit, in one sentence: they all moved by about one factor. Null when
 * they do not, or when too few series have a past.
 */
export function scaleShift(expect: Expectation, candidates: readonly Candidate[]): string | null {
  for (const [indicator, own] of Map.groupBy(candidates, ({ observation }) => observation.indicator)) {
    const rule = expect.jumps?.[indicator];
    if (rule === null) continue;
    const factors = stepsOf(own, rule).flatMap(({ value, last, floor, gap }) =>
      last > floor && value > 0 ? [{ log: Math.log(value / last), gap }] : [],
    );
    const logs = factors.map(({ log }) => log);
    const shift = median(logs);
    const room = LEAST_SHIFT * Math.sqrt(median(factors.map(({ gap }) => gap)));
    if (logs.length < FEWEST_SERIES || !(Math.abs(shift) > Math.max(room, DEVIATIONS * robustSpread(logs)))) continue;
    return `${logs.length} series of ${indicator} all moved by a factor of about ${Math.exp(shift).toPrecision(2)}: the unit may have changed`;
  }
  return null;
}
