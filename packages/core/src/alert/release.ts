import type { Question, Verdict } from "../claim/assessment.ts";
import type { ObservationCause } from "../observation/observation.ts";

/** Why a release differs from the one before: what a publisher or we did, `time` alone, or `rule`: a reading or a source was exchanged. */
export type ReleaseCause = ObservationCause | "time" | "rule";

/** The watched value in one period, as known at a release. `inputs`: observation ids, sorted. */
export type ReleasePoint = {
  readonly period: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly inputs: readonly string[];
  /** The value compares across a change of definition: nothing is concluded from it. */
  readonly broken: { readonly period: string; readonly note: string | null } | null;
  /** Why this period's numbers are as they are: that of the newest of its inputs. */
  readonly cause: ObservationCause;
};

/** What a rule learns at one instant (ISO). Releases of one rule are in order of `at`. */
export type Release =
  /** One vintage that wrote a watched series: every period that can be computed then, oldest first. Empty: none can. */
  | { readonly kind: "numbers"; readonly at: string; readonly cause: ReleaseCause; readonly points: readonly ReleasePoint[] }
  /** The newest value is past its cadence plus grace: nothing is known of today. `due`: ISO date on which the next was awaited. */
  | { readonly kind: "silence"; readonly at: string; readonly due: string }
  /** The ledger was assessed, and the watched reading's answers are these. */
  | {
      readonly kind: "verdict";
      readonly at: string;
      readonly cause: ReleaseCause;
      readonly verdicts: Readonly<Partial<Record<Question, Verdict>>>;
      readonly value: number | null;
      readonly period: string | null;
      readonly inputs: readonly string[];
    }
  /** How a source stands. `bad`: worth reporting. `word`: the state, e.g. "lapsed", "on_time", "layout_changed". */
  | {
      readonly kind: "standing";
      readonly at: string;
      readonly bad: boolean;
      readonly word: string;
      /** Newest period stated, and the ISO date on which the next was due. */
      readonly period: string | null;
      readonly due: string | null;
    };
