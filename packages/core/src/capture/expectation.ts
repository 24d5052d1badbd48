/** How often data is published, and when silence means late. Durations are ISO 8601 (P1Y, P2M, P45D). `stillFilling`: newest periods never read as a fall. */
export type Cadence = {
  readonly every: string;
  readonly lag: string;
  readonly grace: string;
  readonly stillFilling?: number /** The publisher stopped; nothing newer will come. */;
  readonly orphaned?: boolean;
};

/** What a healthy snapshot of a source looks like; unmet means refused or quarantined. */
export type Expectation = {
  /** Least and most observations one snapshot may give. */
  readonly observations: readonly [number, number];
  /** Plausible value range by indicator. */
  readonly values: Readonly<Record<string, readonly [number, number]>>;
  /** Series that must be there: losing one fails the run. */
  readonly mandatory?: readonly {
    readonly indicator: string;
    readonly area: string;
    readonly dimensions: Readonly<Record<string, string>>;
  }[];
  /** How parts of a snapshot hang together. */
  readonly wholes?: readonly WholeRule[];
  /** When a new period is too far from its series' past, by indicator. Left out: `DEFAULT_OUTLIER_RULE`. `null`: any value may follow. */
  readonly jumps?: Readonly<Record<string, OutlierRule | null>>;
  /**
   * Least part of the numbers of the document before that a snapshot may give. Left out: `DEFAULT_SHARE_KEPT`, for new versions of one address whose
   * missing numbers would count as withdrawn. A number: also from one period's document to the next's. `null`: not checked.
   */
  readonly keeps?: number | null;
};

/** Bounds of what may follow in a series; what is left out is the default's. */
export type OutlierRule = {
  /** A step below this factor is never held. */
  readonly factor?: number;
  /** Nor one within so many robust standard deviations of the steps before, its own or its neighbours'. */
  readonly deviations?: number;
  /** Values nearer to zero count as this one: small counts swing. Left out: 100 for whole numbers, a thousandth of the usual for others. */
  readonly floor?: number;
};

/**
 * `sum`: the codes `parts` of the axis `over` (a dimension, or `area`; left out: every other code there is) add up to the code `whole`.
 * `within`: the indicator `part` is never more than the indicator `whole` of the same area, dimensions and period. `tolerance`: part of the whole.
 */
export type WholeRule =
  | {
      readonly kind: "sum";
      readonly indicator: string;
      readonly over: string;
      readonly whole: string;
      readonly parts?: readonly string[];
      readonly tolerance: number;
    }
  | { readonly kind: "within"; readonly part: string; readonly whole: string; readonly tolerance: number };
