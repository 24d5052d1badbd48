import { CLAIMS } from "@talent/catalog/claims/all";
import type { Claim } from "@talent/core/claim/claim";
import { bindingsOf } from "@talent/core/measure/measure";
import type { SeriesKey } from "@talent/core/observation/observation";

/** How a claim uses an indicator: its closest reading measures it, another one does, or it only stands beside it. */
export type UseKind = "closest" | "other" | "beside";
export type ClaimUse = { readonly claim: Claim; readonly use: UseKind };

/** The claims that measure any of these indicators, in the article's order. */
export function claimsUsing(indicators: readonly string[]): ClaimUse[] {
  return CLAIMS.flatMap((claim) => {
    const use = useKind(claim, new Set(indicators));
    return use ? [{ claim, use }] : [];
  });
}

function useKind(claim: Claim, wanted: ReadonlySet<string>): UseKind | null {
  const measuring = claim.readings.filter((reading) => boundSeries(reading).some((key) => wanted.has(key.indicator)));
  if (measuring.some((reading) => reading.primary)) return "closest";
  if (measuring.length > 0) return "other";
  return claim.related.some((key) => wanted.has(key.indicator)) ? "beside" : null;
}

/** Every series of an indicator that the ledger measures or shows beside a claim: closest readings first, then in the article's order. */
export function seriesOfClaims(indicator: string): SeriesKey[] {
  const readings = CLAIMS.flatMap((claim) => claim.readings).sort((a, b) => Number(b.primary) - Number(a.primary));
  return [...readings.flatMap(boundSeries), ...CLAIMS.flatMap((claim) => claim.related)].filter((key) => key.indicator === indicator);
}

function boundSeries({ measure }: Claim["readings"][number]): readonly SeriesKey[] {
  return measure ? bindingsOf(measure) : [];
}
