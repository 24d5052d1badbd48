import type { AlertState, Transition } from "@talent/core/alert/transition";
import type { NoticeFacts } from "@talent/core/text/notice-language";
import type { RuleProgress } from "../../read/alerts/rule-states.ts";

/** A step of a rule to be stored. */
export type NewTransition = {
  readonly transition: Transition;
  /** People are notified of it, if there is anything to report. False: it is only in the history. */
  readonly news: boolean;
  /** Found out late, by folding again: `at` of the equal step in the history as it is known now; current subscribers are notified. */
  readonly catchUp: { readonly at: string } | null;
};

/** What became of one rule in a pass. */
export type EvaluatedRule = {
  readonly rule: string;
  readonly fingerprint: string;
  /** What the evaluation began with; null: the rule was never evaluated. Where the store has moved on since, nothing is stored. */
  readonly read: Pick<RuleProgress, "fingerprint" | "evaluatedTo" | "changeSeen"> | null;
  readonly state: AlertState;
  readonly evaluatedTo: Date;
  readonly knownSince: Date;
  readonly nextLook: Date | null;
  readonly scopes: readonly string[];
  readonly about: NoticeFacts["rule"];
  readonly transitions: readonly NewTransition[];
};

/** A step with its id and the one that it retracts. */
export type RecordedStep = NewTransition & { readonly id: string; readonly rule: EvaluatedRule; readonly retracts: string | null };

/** One pass over rules. */
export type AlertPass = {
  /** The instant that is evaluated. */
  readonly now: Date;
  /** Newest entry of the feed of changes that was taken in. */
  readonly changeSeen: string;
  readonly rules: readonly EvaluatedRule[];
  /** Rules that nothing of the feed concerned: only that it was read is noted. */
  readonly untouched: readonly string[];
};

/** Steps of a pass at which a test may end it. */
export const ALERT_CRASH_POINTS = ["begun", "locked", "steps", "notices", "retractions", "states", "woken", "committed"] as const;

export type AlertCrashPoint = (typeof ALERT_CRASH_POINTS)[number];

/** The facts of a transition as they are stored. */
export type StoredFacts = NoticeFacts & { readonly catchUp?: { readonly at: string } };
