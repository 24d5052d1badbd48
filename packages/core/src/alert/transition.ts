import type { Question, Verdict } from "../claim/assessment.ts";
import type { ReleaseCause } from "./release.ts";
import type { Threshold } from "./rule.ts";

export type AlertPhase = "normal" | "pending" | "firing" | "recovering" | "no_data" | "stale" | "suspended" | "retracted";

/**
 * What a transition reports to a reader; null: it only stands in the history. `fired`: a threshold was crossed; `again`: a further period crossed it;
 * `recovered`: back beyond the recovery threshold; `retracted`: the numbers no longer support what was reported; `changed`: a verdict;
 * `revised`: a source stated a value anew; `suspended`: a definition changed, nothing is concluded; `no_data`: no value any more;
 * `late` and `spoke`: a source.
 */
export type NoticeKind = "fired" | "again" | "recovered" | "retracted" | "changed" | "revised" | "suspended" | "no_data" | "late" | "spoke";

/** A value in its period. */
export type PeriodValue = { readonly period: string; readonly value: number };

/** One step of a rule, exactly as it is stored and shown. Instants are ISO. */
export type Transition = {
  /** The vintage (or deadline) that caused it: never the time at which we worked it out. */
  readonly at: string;
  readonly from: AlertPhase;
  readonly to: AlertPhase;
  readonly tells: NoticeKind | null;
  readonly cause: ReleaseCause;
  /** The value before and now; null where there is none. For `retracted`: what was reported, and what the same period says now. */
  readonly before: PeriodValue | null;
  readonly after: PeriodValue | null;
  /** The condition that was met; null for verdicts and sources. */
  readonly threshold: Threshold | null;
  /** For `changed`. */
  readonly verdicts: {
    readonly before: Readonly<Partial<Record<Question, Verdict>>>;
    readonly after: Readonly<Partial<Record<Question, Verdict>>>;
  } | null;
  /** For `suspended`: the first period of the other definition, and what changed. */
  readonly broken: { readonly period: string; readonly note: string | null } | null;
  /** For `late`, `spoke`: how the source stands, and when the next was due. */
  readonly standing: { readonly word: string; readonly due: string | null } | null;
  /** Observation ids that lead to the evidence. */
  readonly inputs: readonly string[];
  /** `at` of the firing (or `again`) that this retracts; only for `retracted`. */
  readonly retracts: string | null;
};

/** Where a rule stands: all that the next step needs. JSON. */
export type AlertState = {
  readonly phase: AlertPhase;
  /** Instant of the newest release taken in: an earlier or equal one is passed over. */
  readonly at: string | null;
  /** Releases in a row that meet the next phase's condition, and the periods that did. */
  readonly count: number;
  readonly counted: readonly string[];
  /** The newest value seen. */
  readonly newest: PeriodValue | null;
  /** Reported as fired and may still be retracted: the newest notification, with every period it depends on. */
  readonly fired: {
    readonly at: string;
    readonly told: PeriodValue;
    readonly rests: readonly string[];
    readonly threshold: Threshold;
  } | null;
  /** The numbers of the newest release, as one text: the same again is a confirmation and counts for nothing. */
  readonly seen: string | null;
  /** The phase that silence, a break or missing values interrupted. */
  readonly interrupted: AlertPhase | null;
  /** Values by period, for revisions only. */
  readonly values: Readonly<Record<string, number>>;
  readonly verdicts: Readonly<Partial<Record<Question, Verdict>>> | null;
};

/** What one release makes of a state: the next state, and the transitions on the way, in order (none, one, or a retraction and what follows it). */
export type AlertStep = { readonly state: AlertState; readonly transitions: readonly Transition[] };

/** A transition with nothing in it but what is given. */
export function transitionOf(
  made: Pick<Transition, "at" | "from" | "to" | "tells" | "cause"> & { readonly [K in keyof Transition]?: Transition[K] },
): Transition {
  return {
    before: null,
    after: null,
    threshold: null,
    verdicts: null,
    broken: null,
    standing: null,
    inputs: [],
    retracts: null,
    ...made,
  };
}
