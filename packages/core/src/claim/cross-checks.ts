import { statedQuantity } from "../measure/figure.ts";
import type { Interval } from "../measure/interval.ts";
import { bindingsOf } from "../measure/measure.ts";
import type { SeriesKey, SeriesPoint } from "../observation/observation.ts";
import { comparePeriods, parsePeriod } from "../time/period.ts";
import type { Claim } from "./claim.ts";

/** How far two sources may differ: a part of the larger value, or so many of their unit. */
export type Tolerance = { readonly share: number } | { readonly points: number };

/** Two series of two sources about one thing in one kind of period. They are shown side by side and never joined. */
export type CrossCheck = {
  readonly id: string;
  /** What both are about. */
  readonly about: string;
  readonly left: SeriesKey;
  readonly right: SeriesKey;
  readonly tolerance: Tolerance;
  /** Why they differ, where they do, as far as is known. */
  readonly reason: string;
};

/** What one of the two says. `value` is null where its licence withholds it; `id` is the observation's. */
export type CrossCheckSide = { readonly series: SeriesKey; readonly id: string; readonly value: number | null; readonly vintage: string };

/** Two sources that disagree about one period, beyond rounding and tolerance. `difference`: right less left; null where a side is withheld. */
export type ContradictionCard = {
  readonly check: string;
  readonly about: string;
  readonly period: string;
  readonly left: CrossCheckSide;
  readonly right: CrossCheckSide;
  readonly difference: number | null;
  readonly tolerance: Tolerance;
  readonly reason: string;
};

/** A check with its disagreements, newest first, and in how many periods the two agree. Neither: they share no period yet. */
export type CheckedPair = { readonly check: CrossCheck; readonly cards: readonly ContradictionCard[]; readonly agree: number };

type PointsOf = (key: SeriesKey) => readonly SeriesPoint[];
type ValuedPoint = SeriesPoint & { readonly value: number };

/**
 * Holds each pair of series against each other in every period both have a value for, forecasts aside. `points` are as of one instant and not
 * gated: pass what comes of it through `withholdValues` before it is shown.
 */
export function findContradictions(checks: readonly CrossCheck[], points: PointsOf, unitOf: (indicator: string) => string): CheckedPair[] {
  return checks.map((check) => {
    const others = new Map(withValues(points(check.right)).map((point) => [point.period, point]));
    const shared = withValues(points(check.left)).flatMap((left) => {
      const right = others.get(left.period);
      return right === undefined ? [] : [{ left, right, differ: disagree(check, left, right, unitOf) }];
    });
    const cards = shared.filter((pair) => pair.differ).map(({ left, right }) => cardOf(check, left, right));
    cards.sort((a, b) => comparePeriods(parsePeriod(b.period), parsePeriod(a.period)));
    return { check, cards, agree: shared.length - cards.length };
  });
}

/** The checks that concern a claim: those of an indicator one of its readings is bound to, for an area of the reading or for the world. */
export function crossChecksOf(claim: Claim, checks: readonly CrossCheck[]): CrossCheck[] {
  const bound = claim.readings.flatMap(({ measure }) => (measure === null ? [] : bindingsOf(measure)));
  const concerns = (series: SeriesKey): boolean =>
    bound.some(({ indicator, area }) => indicator === series.indicator && (area === series.area || series.area === "WLD"));
  return checks.filter(({ left, right }) => concerns(left) || concerns(right));
}

/** The cards without the values that a licence withholds; that two sources disagree may always be said. `withheld`: ids of such observations. */
export function withholdValues(pairs: readonly CheckedPair[], withheld: { has(id: string): boolean }): CheckedPair[] {
  const gated = (side: CrossCheckSide): CrossCheckSide => (withheld.has(side.id) ? { ...side, value: null } : side);
  return pairs.map((pair) => ({
    ...pair,
    cards: pair.cards.map((card) => {
      const [left, right] = [gated(card.left), gated(card.right)];
      return { ...card, left, right, difference: left.value === null || right.value === null ? null : card.difference };
    }),
  }));
}

function withValues(points: readonly SeriesPoint[]): ValuedPoint[] {
  return points.filter((point): point is ValuedPoint => point.value !== null && point.status !== "F");
}

/** What rounding alone can explain is no disagreement: the printed figures' intervals have to lie apart by more than the tolerance. */
function disagree({ left, right, tolerance }: CrossCheck, a: ValuedPoint, b: ValuedPoint, unitOf: (indicator: string) => string): boolean {
  const apart = gapBetween(statedQuantity(a, unitOf(left.indicator), "printed"), statedQuantity(b, unitOf(right.indicator), "printed"));
  const largest = Math.max(Math.abs(a.value), Math.abs(b.value));
  const allowed = "points" in tolerance ? tolerance.points : tolerance.share * largest;
  return apart > allowed + largest * 1e-12;
}

function gapBetween(a: Interval, b: Interval): number {
  return Math.max(0, a.low - b.high, b.low - a.high);
}

function cardOf({ id, about, left, right, tolerance, reason }: CrossCheck, a: ValuedPoint, b: ValuedPoint): ContradictionCard {
  const side = (series: SeriesKey, point: ValuedPoint): CrossCheckSide => ({
    series,
    id: point.id,
    value: point.value,
    vintage: point.vintage,
  });
  const sides = { left: side(left, a), right: side(right, b) };
  return { check: id, about, period: a.period, ...sides, difference: b.value - a.value, tolerance, reason };
}
