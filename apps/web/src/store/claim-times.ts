import type { Assessment } from "@talent/core/assessment";
import type { Claim } from "@talent/core/claim";
import { type ClaimTimes, nextExpected } from "@talent/core/ledger-json";
import { bindingsOf } from "@talent/core/measure";
import type { SourceState } from "./sources-now.ts";

export type { ClaimTimes } from "@talent/core/ledger-json";

/**
 * When the sources of a claim were all last looked at, when one of them last had something new, and when the next figure is due.
 * The oldest look counts: a claim is only as freshly checked as its stalest source.
 */
export function claimTimes(claim: Claim, assessments: readonly Assessment[], sources: readonly SourceState[]): ClaimTimes {
  const indicators = new Set(
    claim.readings.flatMap(({ measure }) => (measure ? bindingsOf(measure).map((binding) => binding.indicator) : [])),
  );
  const own = sources.filter((source) => source.record.produces.some((id) => indicators.has(id)));
  const looked = own.flatMap((source) => source.lastLooked ?? []).sort();
  const changed = own.flatMap((source) => source.lastChanged ?? []).sort();
  return { lastChecked: looked[0] ?? null, lastChanged: changed.at(-1) ?? null, nextExpected: nextExpected(assessments) };
}
