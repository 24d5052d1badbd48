import type { Question } from "../claim/assessment.ts";
import type { Release } from "./release.ts";
import { type AlertState, type Step, type Told, transitionOf } from "./transition.ts";

type Word = Extract<Release, { kind: "verdict" }>;

/** A rule over a verdict after one assessment: every change is told, the first answer is where it begins. */
export function stepVerdict(state: AlertState, release: Word): Step {
  const { at, cause, verdicts, value, period, inputs } = release;
  const after: Told | null = value === null || period === null ? null : { period, value };
  const next: AlertState = { ...state, phase: "normal", verdicts, newest: after };
  const before = state.verdicts;
  if (before === null) return { state: next, transitions: [] };
  const changed = (Object.keys(verdicts) as Question[]).some((question) => verdicts[question] !== before[question]);
  if (!changed) return { state: next, transitions: [] };
  const words = { before, after: verdicts };
  const transition = transitionOf({
    at,
    from: state.phase,
    to: "normal",
    tells: "changed",
    cause,
    before: state.newest,
    after,
    verdicts: words,
    inputs,
  });
  return { state: next, transitions: [transition] };
}
