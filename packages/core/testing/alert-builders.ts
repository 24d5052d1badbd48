import type { Release, ReleasePoint } from "../src/alert/release.ts";
import type { AlertRule, Threshold, Watch } from "../src/alert/rule.ts";
import { value } from "../src/measure/measure.ts";
import type { SeriesKey } from "../src/observation/observation.ts";

type MeasureWatch = Extract<Watch, { kind: "measure" }>;

/** A rule as tests write it: a yearly series that fires at or below −15 and recovers at or above −5, one release each. */
export function ruleOf(
  more: Partial<Omit<AlertRule, "watch">> & { readonly watch?: Partial<Omit<MeasureWatch, "kind">> } = {},
  series: SeriesKey = { indicator: "visas", area: "CHN", dimensions: {} },
): AlertRule {
  return {
    ...ruleAround({
      kind: "measure",
      measure: value(series),
      periodKind: "year",
      unit: "%",
      fires: [atMost(-15)],
      recovers: [atLeast(-5)],
      ...more.watch,
    }),
    ...withoutWatch(more),
  };
}

/** A rule around any watch. */
export function ruleAround(watch: Watch, more: Partial<Omit<AlertRule, "watch">> = {}): AlertRule {
  return {
    id: "visas-fall",
    name: { en: "Visas", "zh-CN": "签证" },
    audience: "readers",
    watch,
    pending: 1,
    recovering: 1,
    evidence: 1,
    noData: "quiet",
    claims: [],
    ...more,
  };
}

export const atMost = (than: number): Threshold => ({ op: "<=", than });
export const atLeast = (than: number): Threshold => ({ op: ">=", than });

/** One release of these values by period; the day of the month is its turn. */
export function releaseOf(turn: number, values: Readonly<Record<string, number>>, more: Partial<ReleasePoint> = {}): Release {
  const points = Object.entries(values).map(([period, number]) => pointOf(period, number, more));
  return { kind: "numbers", at: instantOf(turn), cause: more.cause ?? "new_period", points };
}

export const silenceAt = (turn: number): Release => ({ kind: "silence", at: instantOf(turn), due: "2024-01-01" });

/** Turns are days, so that any number of them keeps its order. */
export const instantOf = (turn: number): string => new Date(Date.UTC(2024, 0, 1 + turn)).toISOString();

function pointOf(period: string, number: number, more: Partial<ReleasePoint>): ReleasePoint {
  return { period, value: number, low: number, high: number, inputs: [`${period}=${number}`], broken: null, cause: "new_period", ...more };
}

function withoutWatch({ watch: _, ...more }: Parameters<typeof ruleOf>[0] & object): Partial<Omit<AlertRule, "watch">> {
  return more;
}
