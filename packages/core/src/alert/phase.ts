import type { Question } from "../claim/assessment.ts";
import type { ObservationCause } from "../observation/observation.ts";
import type { Release, ReleasePoint } from "./release.ts";
import { type AlertRule, meetsThreshold, type Watch } from "./rule.ts";
import { stepMeasure } from "./step-measure.ts";
import {
  type AlertPhase,
  type AlertState,
  type AlertStep,
  type NoticeKind,
  type PeriodValue,
  type Transition,
  transitionOf,
} from "./transition.ts";

type RevisionRule = Omit<AlertRule, "watch"> & { readonly watch: Extract<Watch, { kind: "revision" }> };
type NumbersRelease = Extract<Release, { kind: "numbers" }>;

/** A number was stated anew: its publisher, or we who had read it wrongly. A period that was not there before is none. */
const RESTATING_CAUSES: readonly ObservationCause[] = ["revision", "definition_change", "correction", "reparse"];

/** A rule over revisions after one release: of several values that moved, the one that moved most is reported. */
function stepRevision({ watch }: RevisionRule, state: AlertState, release: NumbersRelease): AlertStep {
  const values = Object.fromEntries(release.points.map(({ period, value }) => [period, value]));
  const newest = release.points.at(-1);
  const next: AlertState = { ...state, phase: "normal", values, newest: newest ? { period: newest.period, value: newest.value } : null };
  const most = release.points
    .filter(({ cause }) => RESTATING_CAUSES.includes(cause))
    .map((point) => ({ point, before: state.values[point.period], by: movement(watch, state.values[point.period], point) }))
    .filter(({ by }) => meetsThreshold({ op: "moves_by", than: watch.by }, { value: by, low: by, high: by }))
    .toSorted((a, b) => Math.abs(b.by) - Math.abs(a.by))[0];
  if (most?.before === undefined) return { state: next, transitions: [] };
  const { period, value, cause, inputs } = most.point;
  const transition = transitionOf({
    at: release.at,
    from: state.phase,
    to: "normal",
    tells: "revised",
    cause,
    before: { period, value: most.before },
    after: { period, value },
    threshold: { op: "moves_by", than: watch.by },
    inputs,
  });
  return { state: next, transitions: [transition] };
}

/** How far a value moved: in its unit, or in per cent of what it was. Nothing where it was not known, or zero. */
function movement({ inPercent }: RevisionRule["watch"], before: number | undefined, { value }: ReleasePoint): number {
  if (before === undefined) return 0;
  if (inPercent !== true) return value - before;
  return before === 0 ? 0 : (100 * (value - before)) / Math.abs(before);
}

/** Where every rule begins. */
export const INITIAL_STATE: AlertState = {
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

/** A pure fold, one release at a time. A release that is not later than the newest one taken in is passed over: seen twice, it is reported once. */
export function stepAlert(rule: AlertRule, state: AlertState, release: Release): AlertStep {
  if (state.at !== null && release.at <= state.at) return { state, transitions: [] };
  const { state: next, transitions } = stepByKind(rule, state, release);
  return { state: { ...next, at: release.at }, transitions };
}

/** The state after these releases, oldest first, and every transition on the way. Continuing from a stored state gives what the whole would have. */
export function alertHistory(rule: AlertRule, releases: readonly Release[], from: AlertState = INITIAL_STATE): AlertStep {
  let state = from;
  const transitions: Transition[] = [];
  for (const release of releases) {
    const next = stepAlert(rule, state, release);
    state = next.state;
    transitions.push(...next.transitions);
  }
  return { state, transitions };
}

/**
 * The phase after these releases, oldest first. Run it twice, or after a revision rewrites history, and it gives one answer; mail goes out when it
 * differs from what was last reported.
 */
export function alertPhase(rule: AlertRule, releases: readonly Release[]): AlertPhase {
  return alertHistory(rule, releases).state.phase;
}

function stepByKind({ watch, ...rule }: AlertRule, state: AlertState, release: Release): AlertStep {
  if (watch.kind === "measure" && (release.kind === "numbers" || release.kind === "silence"))
    return stepMeasure({ ...rule, watch }, state, release);
  if (watch.kind === "revision" && release.kind === "numbers") return stepRevision({ ...rule, watch }, state, release);
  if (watch.kind === "verdict" && release.kind === "verdict") return stepVerdict(state, release);
  if (watch.kind === "source" && release.kind === "standing") return stepStanding(rule, state, release);
  return { state, transitions: [] };
}

type StandingRelease = Extract<Release, { kind: "standing" }>;

/** A rule over a source's health after one fetch of it, or one deadline of its publisher. */
function stepStanding({ pending, recovering }: Omit<AlertRule, "watch">, state: AlertState, release: StandingRelease): AlertStep {
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
  const tells: NoticeKind | null = turned ? (isOut ? "spoke" : "late") : null;
  const standing = { word: release.word, due: release.due };
  const cause = release.bad ? "time" : "new_period";
  return { state: next, transitions: [transitionOf({ at: release.at, from: state.phase, to: phase, tells, cause, standing })] };
}

type VerdictRelease = Extract<Release, { kind: "verdict" }>;

/** A rule over a verdict after one assessment: every change is reported, the first answer is where it begins. */
function stepVerdict(state: AlertState, release: VerdictRelease): AlertStep {
  const { at, cause, verdicts, value, period, inputs } = release;
  const after: PeriodValue | null = value === null || period === null ? null : { period, value };
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
