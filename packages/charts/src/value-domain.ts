import type { Interval } from "@talent/core/measure/interval";
import { extent } from "d3-array";
import type { ChartSeries } from "./chart-input.ts";

/** Lowest and highest value an axis must show: every point with its interval, and the finite ends of what the claim needs. Starts at zero unless that would flatten the picture. */
export function valueDomain(series: readonly ChartSeries[], expected: Interval | null): [number, number] {
  const values = series.flatMap((one) => one.points.flatMap((point) => [point.value, point.low ?? point.value, point.high ?? point.value]));
  const bounds = expected ? [expected.low, expected.high].filter(Number.isFinite) : [];
  const [low = 0, high = 1] = extent([...values, ...bounds].filter(Number.isFinite)) as [number | undefined, number | undefined];
  const floor = low >= 0 && low <= high * 0.6 ? 0 : low;
  const span = spanOf(floor, high);
  const headroom = expected && expected.high > high ? 0.18 : 0.08;
  const footroom = floor === 0 && low >= 0 ? 0 : expected && expected.low < floor ? 0.18 : 0.08;
  return [floor - span * footroom, high + span * headroom];
}

/** Never so small that a scale over it would leave the numbers a screen can hold. */
export function spanOf(low: number, high: number): number {
  const size = Math.max(Math.abs(low), Math.abs(high));
  if (high - low > size * 1e-9 && size > 1e-100) return high - low;
  return size > 1e-100 ? size : 1;
}
