/** How often a publisher speaks, and when silence means late. Durations are ISO 8601 (P1Y, P2M, P45D). `stillFilling`: newest periods never read as a fall. */
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
};
