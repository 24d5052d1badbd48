import type { AreaCode } from "@talent/catalog/areas/all";
import { ExpectationUnmet } from "@talent/core/capture/errors";
import type { ParsedObservation } from "@talent/core/observation/observation";
import { comparePeriods, type Period, parsePeriod, periodRange, quarter } from "@talent/core/time/period";

const FIRST_QUARTER = quarter(2020, 1);
/** The first release held thirteen quarters, and releases only grow. */
const FEWEST_QUARTERS = 13;
/** Economies of all sizes that every quarter of every file has had. */
const ALWAYS_PRESENT: ReadonlySet<string> = new Set<AreaCode>([
  "USA",
  "CHN",
  "IND",
  "GBR",
  "JPN",
  "HKG",
  "TWN",
  "KEN",
  "KAZ",
  "MAC",
  "NAM",
  "BRN",
]);
/** From one quarter to the next the number of economies has changed by less than a twentieth. */
const MIN_SHARE_KEPT = 0.8;

/** Throws ExpectationUnmet for a file that lacks quarters, economies that are always there, or many that were there the quarter before. */
export function refuseIncompleteFile(observations: readonly ParsedObservation[]): void {
  const byQuarter = economiesByQuarter(observations);
  const quarters = [...byQuarter.keys()].map(parsePeriod).sort(comparePeriods);
  refuseGaps(quarters);
  let before = 0;
  for (const { id } of quarters) {
    const { count = 0, everywhere = new Set<string>() } = byQuarter.get(id) ?? {};
    const lost = [...ALWAYS_PRESENT].filter((area) => !everywhere.has(area));
    if (lost.length > 0) throw new ExpectationUnmet(`${id} has no number for ${lost.join(", ")}`);
    if (count < before * MIN_SHARE_KEPT) throw new ExpectationUnmet(`${id} has ${count} economies, the quarter before ${before}`);
    before = count;
  }
}

type Economies = { count: number; readonly everywhere: Set<string> };

/** Rows of one quarter stand together, so it is looked up once for each stretch of them. An economy printed twice is refused elsewhere. */
function economiesByQuarter(observations: readonly ParsedObservation[]): Map<string, Economies> {
  const byQuarter = new Map<string, Economies>();
  let last: string | undefined;
  let economies: Economies = { count: 0, everywhere: new Set() };
  for (const { period, area } of observations) {
    if (period !== last) {
      economies = byQuarter.get(period) ?? { count: 0, everywhere: new Set() };
      byQuarter.set(period, economies);
      last = period;
    }
    economies.count += 1;
    if (ALWAYS_PRESENT.has(area)) economies.everywhere.add(area);
  }
  return byQuarter;
}

function refuseGaps(quarters: readonly Period[]): void {
  const last = quarters.at(-1);
  const due = last === undefined ? [] : periodRange(FIRST_QUARTER, last);
  if (due.length < FEWEST_QUARTERS)
    throw new ExpectationUnmet(`${due.length} quarters from ${FIRST_QUARTER.id}, and no release has had fewer than ${FEWEST_QUARTERS}`);
  const lost = due.find(({ id }) => !quarters.some((period) => period.id === id));
  if (lost !== undefined || due.length !== quarters.length)
    throw new ExpectationUnmet(lost === undefined ? `a quarter before ${FIRST_QUARTER.id}` : `no number for ${lost.id}`);
}
