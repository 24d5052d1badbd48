import type { Claim } from "@talent/core/claim/claim";
import { bindingsOf } from "@talent/core/measure/measure";
import type { SeriesKey } from "@talent/core/observation/observation";
import { seriesId } from "@talent/core/observation/series-id";
import { CLAIMS } from "../claims/all.ts";

/** Ids of the claims that rest on any of these series: by a reading, or, where a claim has none, by what stands beside it. In the ledger's order. */
export function claimsUsing(keys: readonly SeriesKey[]): string[] {
  const wanted = new Set(keys.map(seriesId));
  return CLAIMS.filter((claim) => restsOn(claim).some((key) => wanted.has(seriesId(key)))).map(({ id }) => id);
}

const restsOn = ({ readings, related }: Claim): readonly SeriesKey[] =>
  readings.length === 0 ? related : readings.flatMap(({ measure }) => (measure === null ? [] : bindingsOf(measure)));
