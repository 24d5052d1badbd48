import type { Assessment } from "@talent/core/assessment";
import type { Claim } from "@talent/core/claim";
import { type ClaimTimes, nextExpected } from "@talent/core/ledger-json";
import { bindingsOf } from "@talent/core/measure";
import type { SourceState } from "@talent/db/read/sources";

/**
 * When all sources of a claim had been looked at (the stalest of them counts), when one of them last had something new, and when the next
 * figure is due: the same three times that the API gives.
 */
export function claimTimes(claim: Claim, assessments: readonly Assessment[], sources: readonly SourceState[]): ClaimTimes {
  const bound = claim.readings.flatMap(({ measure }) => (measure === null ? [] : bindingsOf(measure)));
  const indicators = new Set(bound.map((binding) => binding.indicator));
  const own = sources.filter((source) => source.record.produces.some((id) => indicators.has(id)));
  const looked = own.flatMap((source) => source.lastLooked ?? []).sort();
  const changed = own.flatMap((source) => source.lastChanged ?? []).sort();
  return { lastChecked: looked[0] ?? null, lastChanged: changed.at(-1) ?? null, nextExpected: nextExpected(assessments) };
}
