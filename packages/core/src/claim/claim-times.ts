import { bindingsOf } from "../measure/measure.ts";
import type { Assessment } from "./assessment.ts";
import type { Claim } from "./claim.ts";
import { type ClaimTimes, nextExpected } from "./ledger-json.ts";

/** What our log of a source says as of one instant. ISO instants, none of them after it. */
export type SourceTimes = {
  readonly source: string;
  readonly produces: readonly string[];
  /** When a fetch of ours last succeeded. */
  readonly lastLooked: string | null;
  /** Capture time of the newest of its documents that gave numbers: a fetch that failed as a whole, or a file handed in, may still hold one. */
  readonly lastRead: string | null;
  /** Vintage of the newest change we took from it. */
  readonly lastChanged: string | null;
};

/**
 * When the sources of a claim were all last fetched, when one of them last had something new, and when the next figure is due. The stalest
 * source counts, and one whose fetches never succeeded is as old as the newest document of it that was read. A source of which nothing was
 * read by the instant is left out: nothing stated depends on it. So is, on an earlier day, a curated table that was entered after that day,
 * although its facts count from their own publication: we had not checked it, and a claim of nothing but such tables has no times then.
 */
export function claimTimes(claim: Claim, assessments: readonly Assessment[], sources: readonly SourceTimes[]): ClaimTimes {
  const bound = claim.readings.flatMap(({ measure }) => (measure === null ? [] : bindingsOf(measure)));
  const indicators = new Set(bound.map((binding) => binding.indicator));
  const own = sources.filter(({ produces }) => produces.some((id) => indicators.has(id)));
  const looked = own.flatMap(({ lastLooked, lastRead }) => lastLooked ?? lastRead ?? []).sort();
  const changed = own.flatMap(({ lastChanged }) => lastChanged ?? []).sort();
  return { lastChecked: looked[0] ?? null, lastChanged: changed.at(-1) ?? null, nextExpected: nextExpected(assessments) };
}
