import type { Release } from "./release.ts";
import type { AlertRule } from "./rule.ts";
import { stepMeasure } from "./step-measure.ts";
import { stepRevision } from "./step-revision.ts";
import { stepStanding } from "./step-standing.ts";
import { stepVerdict } from "./step-verdict.ts";
import type { AlertPhase, AlertState, Step, Transition } from "./transition.ts";

/** Where every rule begins. */
export const INITIAL: AlertState = {
  phase: "no_data",
  at: null,
  count: 0,
  counted: [],
  newest: null,
  fired: null,
  seen: null,
  interrupted: null,
  values: {},
  verdicts: null,
};

/** A pure fold, one release at a time. A release that is not later than the newest one taken in is passed over: seen twice, it tells once. */
export function step(rule: AlertRule, state: AlertState, release: Release): Step {
  if (state.at !== null && release.at <= state.at) return { state, transitions: [] };
  const { state: next, transitions } = stepOf(rule, state, release);
  return { state: { ...next, at: release.at }, transitions };
}

/** The state after these releases, oldest first, and every transition on the way. From a stored state the rest gives what the whole would have. */
export function alertHistory(rule: AlertRule, releases: readonly Release[], from: AlertState = INITIAL): Step {
  let state = from;
  const transitions: Transition[] = [];
  for (const release of releases) {
    const next = step(rule, state, release);
    state = next.state;
    transitions.push(...next.transitions);
  }
  return { state, transitions };
}

/**
 * The phase after these releases, oldest first. Run it twice, or after a revision rewrites history, and it gives one answer; mail goes out when it
 * differs from what we last told.
 */
export function alertPhase(rule: AlertRule, releases: readonly Release[]): AlertPhase {
  return alertHistory(rule, releases).state.phase;
}

function stepOf({ watch, ...rule }: AlertRule, state: AlertState, release: Release): Step {
  if (watch.kind === "measure" && (release.kind === "numbers" || release.kind === "silence"))
    return stepMeasure({ ...rule, watch }, state, release);
  if (watch.kind === "revision" && release.kind === "numbers") return stepRevision({ ...rule, watch }, state, release);
  if (watch.kind === "verdict" && release.kind === "verdict") return stepVerdict(state, release);
  if (watch.kind === "source" && release.kind === "standing") return stepStanding(rule, state, release);
  return { state, transitions: [] };
}
