import type { AreaCode } from "@talent/catalog/areas";
import { ExpectationUnmet } from "@talent/core/errors";
import { comparePeriods, type Period, periodRange, quarter } from "@talent/core/period";
import type { Count } from "./read-quarters.ts";

const FIRST = quarter(2020, 1);
/** The first release held thirteen quarters, and releases only grow. */
const FEWEST_QUARTERS = 13;
/** Economies of all sizes that every quarter of every file has had. */
const EVERYWHERE: readonly AreaCode[] = ["USA", "CHN", "IND", "GBR", "JPN", "HKG", "TWN", "KEN", "KAZ", "MAC", "NAM", "BRN"];
/** From one quarter to the next the number of economies has changed by less than a twentieth. */
const LEAST_SHARE = 0.8;

/** Throws ExpectationUnmet for a file that lacks quarters, economies that are always there, or many that were there the quarter before. */
export function refusePiece(counts: readonly Count[]): void {
  const byQuarter = Map.groupBy(counts, (count) => count.period.id);
  const quarters = [...new Map(counts.map(({ period }) => [period.id, period])).values()].sort(comparePeriods);
  refuseGaps(quarters);
  let before = 0;
  for (const { id } of quarters) {
    const areas = new Set(byQuarter.get(id)?.map((count) => count.area));
    const lost = EVERYWHERE.filter((area) => !areas.has(area));
    if (lost.length > 0) throw new ExpectationUnmet(`${id} has no number for ${lost.join(", ")}`);
    if (areas.size < before * LEAST_SHARE) throw new ExpectationUnmet(`${id} has ${areas.size} economies, the quarter before ${before}`);
    before = areas.size;
  }
}

function refuseGaps(quarters: readonly Period[]): void {
  const last = quarters.at(-1);
  const due = last === undefined ? [] : periodRange(FIRST, last);
  if (due.length < FEWEST_QUARTERS)
    throw new ExpectationUnmet(`${due.length} quarters from ${FIRST.id}, and no release has had fewer than ${FEWEST_QUARTERS}`);
  const lost = due.find(({ id }) => !quarters.some((period) => period.id === id));
  if (lost !== undefined || due.length !== quarters.length)
    throw new ExpectationUnmet(lost === undefined ? `a quarter before ${FIRST.id}` : `no number for ${lost.id}`);
}
