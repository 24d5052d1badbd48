import { parsePeriod } from "../time/period.ts";
import type { Release, ReleasePoint } from "./release.ts";
import { type AlertRule, meetsThreshold, type Threshold, type Watch } from "./rule.ts";

import {
  type AlertPhase,
  type AlertState,
  type AlertStep,
  type NoticeKind,
  type PeriodValue,
  type Transition,
  transitionOf,
} from "./transition.ts";

type MeasureRule = Omit<AlertRule, "watch"> & { readonly watch: Extract<Watch, { kind: "measure" }> };
type NumbersRelease = Extract<Release, { kind: "numbers" }>;
type SilenceRelease = Extract<Release, { kind: "silence" }>;

/** A rule over numbers after one release. */
export function stepMeasure(rule: MeasureRule, before: AlertState, release: NumbersRelease | SilenceRelease): AlertStep {
  if (release.kind === "silence") return stepSilence(before, release);
  const points = watchedPoints(rule, release.points);
  const taken = retractFired(rule, before, release, points);
  const { state, transitions } = stepNumbers(rule, taken.state, release, points);
  // A retraction stands for all to see until the next release, unless this very one says more.
  if (taken.transitions.length > 0 && state.phase === "normal")
    return { state: { ...state, phase: "retracted" }, transitions: taken.transitions };
  return { state, transitions: [...taken.transitions, ...transitions] };
}

/** Nothing fires over a gap without data: what was pending begins anew, what was recovering has not. */
function stepSilence(state: AlertState, { at }: SilenceRelease): AlertStep {
  if (state.phase === "stale" || state.phase === "no_data") return { state, transitions: [] };
  const next: AlertState = { ...state, phase: "stale", interrupted: settledPhase(resumedPhase(state)), count: 0, counted: [] };
  return { state: next, transitions: [transitionOf({ at, from: state.phase, to: "stale", tells: null, cause: "time" })] };
}

const settledPhase = (phase: AlertPhase): AlertPhase => (phase === "pending" ? "normal" : phase === "recovering" ? "firing" : phase);

/** The phase that goes on once there are numbers to go by again. */
function resumedPhase({ phase, interrupted }: AlertState): AlertPhase {
  if (phase === "stale" || phase === "suspended" || phase === "no_data") return interrupted ?? "normal";
  return phase === "retracted" ? "normal" : phase;
}

function watchedPoints({ watch }: MeasureRule, points: readonly ReleasePoint[]): readonly ReleasePoint[] {
  if (watch.since === undefined) return points;
  const since = parsePeriod(watch.since).start;
  return points.filter((point) => parsePeriod(point.period).start >= since);
}

/** What was reported as fired depends on periods that no longer cross: it is retracted, whatever the newest value says. */
function retractFired(rule: MeasureRule, state: AlertState, release: NumbersRelease, points: readonly ReleasePoint[]): AlertStep {
  const { fired } = state;
  if (fired === null || fired.rests.every((period) => stillCrosses(rule, pointOfPeriod(points, period)))) return { state, transitions: [] };
  const now = pointOfPeriod(points, fired.told.period) ?? null;
  const undone = fired.rests.map((period) => pointOfPeriod(points, period)).find((point) => point && !stillCrosses(rule, point)) ?? now;
  const transition = transitionOf({
    at: release.at,
    from: state.phase,
    to: "retracted",
    tells: "retracted",
    cause: undone?.cause ?? (release.cause === "new_period" ? "withdrawal" : release.cause),
    before: fired.told,
    after: now && periodValueOf(now),
    threshold: fired.threshold,
    inputs: undone?.inputs ?? [],
    retracts: fired.at,
  });
  // The newest value is checked anew, even where it is the same as before.
  const next: AlertState = { ...state, phase: "retracted", fired: null, interrupted: null, seen: null, count: 0, counted: [] };
  return { state: next, transitions: [transition] };
}

const pointOfPeriod = (points: readonly ReleasePoint[], period: string) => points.find((point) => point.period === period);

/** A value that compares across a break proves nothing, and so undoes nothing. */
const stillCrosses = (rule: MeasureRule, point: ReleasePoint | undefined): boolean =>
  point !== undefined && (point.broken !== null || crossedThreshold(rule, point) !== null);

function stepNumbers(rule: MeasureRule, state: AlertState, release: NumbersRelease, points: readonly ReleasePoint[]): AlertStep {
  const newest = points.at(-1);
  if (newest === undefined) return stepNoData(rule, state, release);
  if (newest.broken !== null) return stepSuspended(rule, state, release, newest);
  const phase = resumedPhase(state);
  const seen = JSON.stringify([newest.period, newest.value, newest.inputs]);
  if (seen === state.seen) return stepUnchanged(state, release, phase);
  const known: AlertState = { ...state, phase, interrupted: null, newest: periodValueOf(newest), seen };
  const enough = points.length >= rule.evidence;
  return stepTo(state, release, newest, decidePhase(rule, known, newest, enough, release.at));
}

/** The same numbers again, as when a page changed around them: nothing is counted, but what was interrupted goes on. */
function stepUnchanged(state: AlertState, { at, cause }: NumbersRelease, phase: AlertPhase): AlertStep {
  if (phase === state.phase || state.phase === "retracted") return { state, transitions: [] };
  const transition = transitionOf({ at, from: state.phase, to: phase, tells: null, cause });
  return { state: { ...state, phase, interrupted: null }, transitions: [transition] };
}

type PhaseDecision = { readonly state: AlertState; readonly tells: NoticeKind | null; readonly threshold: Threshold | null };

function decidePhase(rule: MeasureRule, state: AlertState, newest: ReleasePoint, enough: boolean, at: string): PhaseDecision {
  const crossing = enough ? crossedThreshold(rule, newest) : null;
  const isBack = rule.watch.recovers.every((threshold) => meetsThreshold(threshold, newest));
  const quiet = (phase: AlertPhase, count = 0, counted: readonly string[] = []): PhaseDecision => ({
    state: { ...state, phase, count, counted },
    tells: null,
    threshold: null,
  });
  if (state.phase === "normal" || state.phase === "pending") {
    if (crossing === null) return quiet("normal");
    const count = state.phase === "pending" ? state.count + 1 : 1;
    const counted = [...new Set([...(state.phase === "pending" ? state.counted : []), newest.period])];
    return count < rule.pending ? quiet("pending", count, counted) : fireRule(state, newest, counted, crossing, at, "fired");
  }
  if (isBack) {
    const count = state.phase === "recovering" ? state.count + 1 : 1;
    if (count < rule.recovering) return quiet("recovering", count);
    return { state: { ...state, phase: "normal", count: 0, counted: [] }, tells: "recovered", threshold: rule.watch.recovers[0] ?? null };
  }
  const isFurther = crossing !== null && rule.watch.every === "period" && isLaterPeriod(newest, state.fired?.told);
  return isFurther ? fireRule(state, newest, [newest.period], crossing, at, "again") : quiet("firing");
}

function fireRule(
  state: AlertState,
  newest: ReleasePoint,
  rests: readonly string[],
  threshold: Threshold,
  at: string,
  tells: "fired" | "again",
): PhaseDecision {
  const fired = { at, told: periodValueOf(newest), rests, threshold };
  return { state: { ...state, phase: "firing", count: 0, counted: [], fired }, tells, threshold };
}

const isLaterPeriod = (point: ReleasePoint, told: PeriodValue | undefined): boolean =>
  told === undefined || parsePeriod(point.period).start > parsePeriod(told.period).start;

function stepTo(before: AlertState, release: NumbersRelease, newest: ReleasePoint, { state, tells, threshold }: PhaseDecision): AlertStep {
  const from = before.phase;
  if (state.phase === from && tells === null) return { state, transitions: [] };
  const transition: Transition = transitionOf({
    at: release.at,
    from,
    to: state.phase,
    tells,
    cause: newest.period === before.newest?.period ? newest.cause : "new_period",
    before: before.newest,
    after: periodValueOf(newest),
    threshold,
    inputs: newest.inputs,
  });
  return { state, transitions: [transition] };
}

/** No value can be had any more, or not yet. */
function stepNoData(rule: MeasureRule, state: AlertState, { at, cause }: NumbersRelease): AlertStep {
  if (state.phase === "no_data") return { state, transitions: [] };
  const next: AlertState = {
    ...state,
    phase: "no_data",
    interrupted: settledPhase(resumedPhase(state)),
    count: 0,
    counted: [],
    newest: null,
    seen: null,
  };
  const tells = rule.noData === "tell" ? "no_data" : null;
  return {
    state: next,
    transitions: [transitionOf({ at, from: state.phase, to: "no_data", tells, cause, before: state.newest })],
  };
}

/** The newest value compares across a change of definition: nothing is concluded. Reported where something was, or would have been. */
function stepSuspended(rule: MeasureRule, state: AlertState, { at }: NumbersRelease, newest: ReleasePoint): AlertStep {
  const next: AlertState = { ...state, newest: periodValueOf(newest), seen: null };
  if (state.phase === "suspended") return { state: next, transitions: [] };
  const phase = settledPhase(resumedPhase(state));
  const matters = phase === "firing" || crossedThreshold(rule, newest) !== null;
  const transition = transitionOf({
    at,
    from: state.phase,
    to: "suspended",
    tells: matters ? "suspended" : null,
    cause: "definition_change",
    before: state.newest,
    after: periodValueOf(newest),
    broken: newest.broken,
    inputs: newest.inputs,
  });
  return { state: { ...next, phase: "suspended", interrupted: phase, count: 0, counted: [] }, transitions: [transition] };
}

const crossedThreshold = ({ watch }: MeasureRule, point: ReleasePoint): Threshold | null =>
  watch.fires.find((threshold) => meetsThreshold(threshold, point)) ?? null;

const periodValueOf = ({ period, value }: ReleasePoint): PeriodValue => ({ period, value });
