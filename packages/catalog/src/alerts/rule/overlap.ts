import type { Threshold } from "@talent/core/alert/rule";
import { meets } from "@talent/core/alert/threshold";

/** True when a plain value, no bound, fires. */
export const firesAt = (fires: readonly Threshold[], value: number): boolean => fires.some((one) => isMet(one, value));

/** True when a plain value, no bound, is over. */
export const isOverAt = (recovers: readonly Threshold[], value: number): boolean => recovers.every((one) => isMet(one, value));

const isMet = (one: Threshold, value: number): boolean => meets(one, { value, low: value, high: value });

/** Values that stand for all: every threshold, one between each two, and one beyond either end. Between them no condition changes. */
function samples(all: readonly Threshold[]): number[] {
  const ends = [...new Set(all.flatMap(({ than }) => [than, -than]))].sort((a, b) => a - b);
  const between = ends.slice(1).map((end, at) => (end + (ends[at] ?? end)) / 2);
  const beyond = 2 * (ends.at(-1) ?? 0) + 1;
  return [...ends, ...between, -beyond, beyond];
}

/** A value that would fire and be over at once; null when there is none. */
export function overlap(fires: readonly Threshold[], recovers: readonly Threshold[]): number | null {
  return samples([...fires, ...recovers]).find((value) => firesAt(fires, value) && isOverAt(recovers, value)) ?? null;
}

/** True when no value at all is over: once fired it would stay so for ever. */
export const neverOver = (recovers: readonly Threshold[]): boolean => !samples(recovers).some((value) => isOverAt(recovers, value));
