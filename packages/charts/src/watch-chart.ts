import type { Threshold } from "@talent/core/alert/rule";
import type { Interval } from "@talent/core/measure/interval";
import type { ChartPoint, LineChartInput } from "./chart-input.ts";
import { formatValue } from "./format-value.ts";

export type WatchChart = {
  /** Unique on its page. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly unit: string;
  readonly points: readonly ChartPoint[];
  /** The condition that was met: its side is tinted, its edge drawn. */
  readonly threshold: Threshold | null;
  /** What a claim needs, where a verdict is watched. */
  readonly expected?: Interval | null;
  /** Printed periods whose values are written beside their points. */
  readonly told: readonly string[];
};

const SIGNS: Readonly<Record<Threshold["op"], string>> = { ">=": "≥", ">": ">", "<=": "≤", "<": "<", moves_by: "±" };

/**
 * What an alert watches, over time, as a picture for its notice: on the page and in mails, where it must do without words of one language. Null where
 * less than two values leave nothing to draw.
 */
export function watchChart({ id, title, description, unit, points, threshold, expected, told }: WatchChart): LineChartInput | null {
  if (points.length < 2 || unit === "in force") return null;
  const band = threshold === null ? (expected ?? null) : sideOf(threshold);
  const label = threshold === null ? "" : `${SIGNS[threshold.op]} ${formatValue(threshold.than, unit)}`;
  return {
    id,
    title,
    description,
    unit,
    series: [{ name: title, points }],
    expected: band === null ? null : { interval: band, label },
    highlight: told,
    size: "narrow",
  };
}

/** The values that meet a threshold; a move meets it on both sides, which no band can show. */
function sideOf({ op, than }: Threshold): Interval | null {
  if (op === "moves_by") return null;
  const low = op === ">=" || op === ">" ? than : Number.NEGATIVE_INFINITY;
  const high = op === "<=" || op === "<" ? than : Number.POSITIVE_INFINITY;
  return { low, high, lowOpen: op === ">" || low !== than, highOpen: op === "<" || high !== than };
}
