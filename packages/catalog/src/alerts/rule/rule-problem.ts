import type { AlertRule, Watch } from "@talent/core/alert/rule";
import { bindingsOf } from "@talent/core/measure/measure";
import { isIsoDate } from "@talent/core/time/calendar";
import { claimById } from "../../claims/all.ts";
import { INDICATORS } from "../../indicators/all.ts";
import { ONLY_FORECASTS } from "./forecast-series.ts";
import { measureProblem } from "./measure-problem.ts";
import { neverOver, overlap } from "./overlap.ts";
import { periodProblem } from "./period-problem.ts";
import { type Problem, quoted } from "./problem.ts";
import { seasonProblem } from "./season-problem.ts";

const SOURCES: ReadonlySet<string> = new Set(INDICATORS.map(({ source }) => source));

type Of<K extends Watch["kind"]> = Extract<Watch, { kind: K }>;

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

const numbersProblem = ({ measure, periodKind }: Of<"measure" | "revision">): Problem | null =>
  problemAt("watch.measure", measureProblem(measure, periodKind));

function conditionProblem({ measure, periodKind, fires, recovers, since, forecasts }: Of<"measure">): Problem | null {
  const season = seasonProblem(measure);
  if (season !== null) return { field: "watch.measure", why: season };
  if (fires.some(({ op, than }) => op === "moves_by" && than <= 0))
    return { field: "watch.fires", why: "needs a size above zero to move by" };
  const both = overlap(fires, recovers);
  if (both !== null) return { field: "watch.recovers", why: `overlaps with what fires: ${both} would fire and be over at once` };
  if (neverOver(recovers)) return { field: "watch.recovers", why: "holds for no value, so that it would never be over" };
  const before = since === undefined ? null : periodProblem(since, periodKind);
  if (before !== null) return { field: "watch.since", why: before };
  const all = bindingsOf(measure).every(({ indicator }) => ONLY_FORECASTS.has(indicator));
  return forecasts === true && !all ? { field: "watch.forecasts", why: "is only for series that are nothing but forecasts" } : null;
}

function verdictProblem({ claim, reading, questions }: Of<"verdict">): Problem | null {
  const found = claimById(claim);
  if (found === undefined) return { field: "watch.claim", why: `names ${quoted(claim)}, which is no claim` };
  if (!found.readings.some(({ id }) => id === reading))
    return { field: "watch.reading", why: `names ${quoted(reading)}, which is no reading of ${claim}` };
  return new Set(questions).size < questions.length ? { field: "watch.questions", why: "asks a question twice" } : null;
}

function sourceProblem({ source, side, lateOn }: Of<"source">): Problem | null {
  if (!SOURCES.has(source)) return { field: "watch.source", why: `names ${quoted(source)}, which is no source` };
  if (lateOn === undefined) return null;
  if (side === "ours") return { field: "watch.lateOn", why: "is a publisher's day, not one of our looks" };
  // 2025 has no 29 February: a day that does not come every year is none to wait for.
  return isIsoDate(`2025${lateOn.slice(1)}`) ? null : { field: "watch.lateOn", why: "must be a day that every year has" };
}
