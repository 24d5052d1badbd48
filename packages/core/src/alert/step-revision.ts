import type { ObservationCause } from "../observation/observation.ts";
import type { Release, ReleasePoint } from "./release.ts";
import type { AlertRule, Watch } from "./rule.ts";
import { meets } from "./threshold.ts";
import { type AlertState, type Step, transitionOf } from "./transition.ts";

type RevisionRule = Omit<AlertRule, "watch"> & { readonly watch: Extract<Watch, { kind: "revision" }> };
type Numbers = Extract<Release, { kind: "numbers" }>;

/** Somebody stated a number anew: its publisher, or we who had read it wrongly. A period that was not there before is none. */
const ANEW: readonly ObservationCause[] = ["revision", "definition_change", "correction", "reparse"];

/** A rule over revisions after one release: of several values that moved, the one that moved most is told. */
export function stepRevision({ watch }: RevisionRule, state: AlertState, release: Numbers): Step {
  const values = Object.fromEntries(release.points.map(({ period, value }) => [period, value]));
  const newest = release.points.at(-1);
  const next: AlertState = { ...state, phase: "normal", values, newest: newest ? { period: newest.period, value: newest.value } : null };
  const most = release.points
    .filter(({ cause }) => ANEW.includes(cause))
    .map((point) => ({ point, before: state.values[point.period], by: movement(watch, state.values[point.period], point) }))
    .filter(({ by }) => meets({ op: "moves_by", than: watch.by }, { value: by, low: by, high: by }))
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
