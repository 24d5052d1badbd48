import type { Interval } from "../measure/interval.ts";
import type { Measure } from "../measure/measure.ts";
import type { Provenance } from "../observation/observation.ts";
import type { Name } from "../text/name.ts";

export type ClaimKind =
  | "level"
  | "share"
  | "ratio"
  | "growth_factor"
  | "cumulative_since"
  | "direction"
  | "record"
  | "rank_membership"
  | "policy_event"
  | "prediction"
  | "opinion";

/** How close a reading is to the claim's own definition. Only `same` and `bridged` can contradict; `proxy` says in line or not; `related` is context without a verdict. */
export type Fit = "same" | "bridged" | "proxy" | "related";

export type ArticlePlace = {
  readonly paragraph: number;
  readonly saidBy: string /** Name of the source the article gives, or null. */;
  readonly sourceNamed: string | null;
};

/** One defensible way to make a claim measurable. */
export type Reading = {
  readonly id: string;
  /** One sentence saying what is measured and how. */
  readonly says: string;
  readonly measure: Measure | null;
  /** Why nothing can be measured; set exactly when `measure` is null. */
  readonly notHeld?: "no_evidence" | "not_held_by_us";
  readonly expected: Interval | null;
  /** Unit of the measured value, as shown: "x", "%", "persons", "points", ... */
  readonly unit: string;
  /** The claim's own period, of the kind of its bindings. */
  readonly period: string;
  /** `fixed`: the question `now` cannot move (a stated year only) and says no newer data. Default `newest`. */
  readonly newest?: "newest" | "fixed";
  readonly primary: boolean;
  readonly fit: Fit;
  /** Why another definition is acceptable. Required when fit is `bridged`. */
  readonly bridge?: string;
  readonly provenance: Provenance;
  /** On the very study the article cites: tests the printed figure by its rounding alone, and is not independent. */
  readonly sameStudy?: boolean;
  /** Shown as how a number can be reproduced, never counted among the sensitivity readings. */
  readonly uncounted?: boolean;
  /** Groups readings that depend on one origin of data, e.g. "MOE". */
  readonly dataOrigin: string;
  /** Declares that comparing these period kinds is meant. */
  readonly periodBridge?: string;
};

export type ClaimRevision = { readonly number: number; readonly on: string; readonly why: string };

export type Claim = {
  readonly id: string;
  /** In our words. */
  readonly paraphrase: Name;
  /** What a verdict on it is about, in the few words that a subject line has room for; of every claim that can be decided. */
  readonly topic?: Name;
  readonly place: ArticlePlace;
  readonly kind: ClaimKind;
  /** The article's own figure and hedge in our words, e.g. "more than 14-fold". */
  readonly asserted: string | null;
  readonly readings: readonly Reading[];
  readonly revisions: readonly ClaimRevision[];
  /** Indicators shown beside a claim that has no verdict, or as context. */
  readonly related: readonly { readonly indicator: string; readonly area: string; readonly dimensions: Readonly<Record<string, string>> }[];
  /** For a prediction. */
  readonly prediction?: { readonly criteria: string; readonly writtenOn: string; readonly dueOn: string };
  /** Notes a reader needs before comparing numbers here. */
  readonly comparability?: readonly string[];
};
