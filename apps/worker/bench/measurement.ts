import { performance } from "node:perf_hooks";

/** One thing measured against another in the same run: the ratio is what counts, because machines differ and drift. */
export type Measurement = {
  readonly what: string;
  readonly unit: string;
  readonly ours: number;
  readonly reference: number;
  /** What the reference is. */
  readonly against: string;
  /** The ratio ours/reference must be at least this (or at most, where less is better) to be good. */
  readonly target?: { readonly atLeast: number } | { readonly atMost: number };
};

/** The middle one; of an even number the upper middle. */
export function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

/** Milliseconds it took. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
