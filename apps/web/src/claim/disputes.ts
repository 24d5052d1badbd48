import { indicatorById } from "@talent/catalog/indicators/all";
import { CROSS_CHECKS } from "@talent/catalog/series/cross-checks";
import type { Claim } from "@talent/core/claim/claim";
import { type CheckedPair, checksOf, contradictions, withheldCards } from "@talent/core/claim/cross-checks";
import { seriesId } from "@talent/core/observation/series-id";
import { database } from "../store/database.ts";
import { nodePackages } from "../store/node-packages.ts";

/**
 * The pairs of sources that speak of one thing a claim rests on, as known at an instant: where they disagree beyond tolerance, newest first, and in
 * how many periods they agree. Pairs that share no period are left out; values a licence keeps back are null.
 */
export async function disputesOf(claim: Claim, asOf: Date): Promise<CheckedPair[]> {
  const checks = checksOf(claim, CROSS_CHECKS);
  if (checks.length === 0) return [];
  const [db, { pointsAsOf }, { withheldAmong }] = await Promise.all([database(), nodePackages.pointsAsOf(), nodePackages.licenceGate()]);
  const points = await pointsAsOf(
    db,
    checks.flatMap(({ left, right }) => [left, right]),
    asOf,
  );
  const unitOf = (indicator: string): string => indicatorById(indicator)?.unit ?? "";
  const pairs = contradictions(checks, (key) => points.get(seriesId(key)) ?? [], unitOf);
  const ids = pairs.flatMap(({ cards }) => cards.flatMap(({ left, right }) => [left.id, right.id]));
  return withheldCards(pairs, await withheldAmong(db, ids)).filter(({ cards, agree }) => cards.length + agree > 0);
}
