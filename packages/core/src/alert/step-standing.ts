import type { Release } from "./release.ts";
import type { AlertRule } from "./rule.ts";
import { type AlertPhase, type AlertState, type Step, type Tells, transitionOf } from "./transition.ts";

type Standing = Extract<Release, { kind: "standing" }>;

/** A rule over a source's health after one look at it, or one deadline of its publisher. */
export function stepStanding({ pending, recovering }: Omit<AlertRule, "watch">, state: AlertState, release: Standing): Step {
  const isOut = state.phase === "firing" || state.phase === "recovering";
  const isTurning = release.bad !== isOut;
  const needed = isOut ? recovering : pending;
  const count = isTurning ? state.count + 1 : 0;
  const turned = isTurning && count >= needed;
  const phase: AlertPhase = turned
    ? isOut
      ? "normal"
      : "firing"
    : isTurning
      ? isOut
        ? "recovering"
        : "pending"
      : isOut
        ? "firing"
        : "normal";
  const next: AlertState = { ...state, phase, count: turned ? 0 : count };
  if (phase === state.phase) return { state: next, transitions: [] };
  const tells: Tells | null = turned ? (isOut ? "spoke" : "late") : null;
  const standing = { word: release.word, due: release.due };
  const cause = release.bad ? "time" : "new_period";
  return { state: next, transitions: [transitionOf({ at: release.at, from: state.phase, to: phase, tells, cause, standing })] };
}
