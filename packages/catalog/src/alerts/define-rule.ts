import type { AlertRule, Watch } from "@talent/core/alert/rule";
import type { Claim } from "@talent/core/claim/claim";
import { bindingsOf } from "@talent/core/measure/measure";
import type { SeriesKey } from "@talent/core/observation/observation";
import { seriesId } from "@talent/core/observation/series";
import { CLAIMS } from "../claims/all.ts";

/** Ids of the claims that depend on any of these series: by a reading, or, where a claim has none, by what stands beside it. In the ledger's order. */
function claimsUsing(keys: readonly SeriesKey[]): string[] {
  const wanted = new Set(keys.map(seriesId));
  return CLAIMS.filter((claim) => seriesUsedBy(claim).some((key) => wanted.has(seriesId(key)))).map(({ id }) => id);
}

const seriesUsedBy = ({ readings, related }: Claim): readonly SeriesKey[] =>
  readings.length === 0 ? related : readings.flatMap(({ measure }) => (measure === null ? [] : bindingsOf(measure)));

type RuleHeader = Pick<AlertRule, "id" | "name"> & Partial<Pick<AlertRule, "pending" | "recovering" | "evidence">>;
type NumericWatch = Extract<Watch, { kind: "measure" | "revision" }>;

/** A built-in rule for readers: notifies at the first release, and only shows on the page that there is no value any more, unless stated otherwise. */
export function readersRule(about: RuleHeader, watch: Watch, claims: readonly string[]): AlertRule {
  const { id, name, pending = 1, recovering = 1, evidence = 1 } = about;
  return { id, name, audience: "readers", watch, pending, recovering, evidence, noData: "quiet", claims };
}

/** A rule over numbers; subscribers of claims that depend on the same series are notified too. */
export const numbersRule = (about: RuleHeader, watch: NumericWatch): AlertRule =>
  readersRule(about, watch, claimsUsing(bindingsOf(watch.measure)));
