import { type AlertRule, meetsThreshold, type Threshold, type Watch } from "@talent/core/alert/rule";
import { bindingsOf } from "@talent/core/measure/measure";
import { isIsoDate } from "@talent/core/time/period";
import { claimById } from "../../claims/all.ts";
import { INDICATORS } from "../../indicators/all.ts";
import { measureProblem, ONLY_FORECASTS, seasonProblem } from "./measure-problem.ts";
import { type Problem, periodProblem, quoted } from "./problem.ts";

/** True when a plain value, no bound, fires. */
export const firesAt = (fires: readonly Threshold[], value: number): boolean => fires.some((one) => isMet(one, value));

/** True when a plain value, no bound, is over. */
export const recoversAt = (recovers: readonly Threshold[], value: number): boolean => recovers.every((one) => isMet(one, value));

const isMet = (one: Threshold, value: number): boolean => meetsThreshold(one, { value, low: value, high: value });

/** Values that stand for all: every threshold, one between each two, and one beyond either end. Between them no condition changes. */
function sampleValues(all: readonly Threshold[]): number[] {
  const ends = [...new Set(all.flatMap(({ than }) => [than, -than]))].sort((a, b) => a - b);
  const between = ends.slice(1).map((end, at) => (end + (ends[at] ?? end)) / 2);
  const beyond = 2 * (ends.at(-1) ?? 0) + 1;
  return [...ends, ...between, -beyond, beyond];
}

/** A value that would fire and be over at once; null when there is none. */
export function overlapValue(fires: readonly Threshold[], recovers: readonly Threshold[]): number | null {
  return sampleValues([...fires, ...recovers]).find((value) => firesAt(fires, value) && recoversAt(recovers, value)) ?? null;
}

/** True when no value at all is over: once fired it would stay so for ever. */
const neverRecovers = (recovers: readonly Threshold[]): boolean => !sampleValues(recovers).some((value) => recoversAt(recovers, value));

const SOURCE_IDS: ReadonlySet<string> = new Set(INDICATORS.map(({ source }) => source));

type WatchOfKind<K extends Watch["kind"]> = Extract<Watch, { kind: K }>;

/** What is wrong with a rule of the right shape; null when nothing is. */
export function ruleProblem({ watch, claims, audience }: AlertRule): Problem | null {
  const unknown = claims.find((id) => claimById(id) === undefined);
  if (unknown !== undefined) return { field: "claims", why: `names ${quoted(unknown)}, which is no claim` };
  if (new Set(claims).size < claims.length) return { field: "claims", why: "names a claim twice" };
  if (watch.kind === "source" && watch.side === "ours" && audience !== "operator")
    return { field: "audience", why: "must be operator for our own looks, of which readers are not told" };
  return watchProblem(watch);
}

function watchProblem(watch: Watch): Problem | null {
  switch (watch.kind) {
    case "measure":
      return numbersProblem(watch) ?? conditionProblem(watch);
    case "revision":
      return numbersProblem(watch);
    case "verdict":
      return verdictProblem(watch);
    case "source":
      return sourceProblem(watch);
  }
}

const problemAt = (field: string, why: string | null): Problem | null => (why === null ? null : { field, why });

const numbersProblem = ({ measure, periodKind }: WatchOfKind<"measure" | "revision">): Problem | null =>
  problemAt("watch.measure", measureProblem(measure, periodKind));

function conditionProblem({ measure, periodKind, fires, recovers, since, forecasts }: WatchOfKind<"measure">): Problem | null {
  const season = seasonProblem(measure);
  if (season !== null) return { field: "watch.measure", why: season };
  if (fires.some(({ op, than }) => op === "moves_by" && than <= 0))
    return { field: "watch.fires", why: "needs a size above zero to move by" };
  const both = overlapValue(fires, recovers);
  if (both !== null) return { field: "watch.recovers", why: `overlaps with what fires: ${both} would fire and be over at once` };
  if (neverRecovers(recovers)) return { field: "watch.recovers", why: "holds for no value, so that it would never be over" };
  const before = since === undefined ? null : periodProblem(since, periodKind);
  if (before !== null) return { field: "watch.since", why: before };
  const all = bindingsOf(measure).every(({ indicator }) => ONLY_FORECASTS.has(indicator));
  return forecasts === true && !all ? { field: "watch.forecasts", why: "is only for series that are nothing but forecasts" } : null;
}

function verdictProblem({ claim, reading, questions }: WatchOfKind<"verdict">): Problem | null {
  const found = claimById(claim);
  if (found === undefined) return { field: "watch.claim", why: `names ${quoted(claim)}, which is no claim` };
  if (!found.readings.some(({ id }) => id === reading))
    return { field: "watch.reading", why: `names ${quoted(reading)}, which is no reading of ${claim}` };
  return new Set(questions).size < questions.length ? { field: "watch.questions", why: "asks a question twice" } : null;
}

function sourceProblem({ source, side, lateOn }: WatchOfKind<"source">): Problem | null {
  if (!SOURCE_IDS.has(source)) return { field: "watch.source", why: `names ${quoted(source)}, which is no source` };
  if (lateOn === undefined) return null;
  if (side === "ours") return { field: "watch.lateOn", why: "is a publisher's day, not one of our fetches" };
  // 2025 has no 29 February: a day that does not come every year is none to wait for.
  return isIsoDate(`2025${lateOn.slice(1)}`) ? null : { field: "watch.lateOn", why: "must be a day that every year has" };
}
