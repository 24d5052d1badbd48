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
