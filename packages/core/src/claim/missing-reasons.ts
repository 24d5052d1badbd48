import type { MissingInput } from "../measure/evaluate.ts";
import { indexOf } from "../observation/series-index.ts";
import { startOfDay } from "../time/instant.ts";
import type { Reason } from "./assessment.ts";
import type { Evidence } from "./evidence.ts";
import type { Asked } from "./question.ts";

/**
 * Why a value is not there, one reason for each series and cause. `later` is what is known by now: it tells a number nobody had published from one that
 * was published then and reached us afterwards.
 */
export function missingReasons(asked: Asked, missing: readonly MissingInput[], later: Evidence): Reason[] {
  const reasons = missing.map((input) => reasonFor(asked, input, later));
  const first = new Map<string, Reason>();
  for (const reason of reasons) {
    const { code, indicator, area } = reason;
    const key = [code, indicator, area].join("|");
    if (!first.has(key)) first.set(key, reason);
  }
  return [...first.values()];
}

function reasonFor({ evidence, asOf }: Asked, { binding, period, why }: MissingInput, later: Evidence): Reason {
  if (binding === null || why === "undefined") return { code: "not_computable", period };
  const { indicator, area } = binding;
  if (why === "withdrawn") return { code: "withdrawn", indicator, area, period };
  if (why === "forecast") return { code: "forecast_only", indicator, area, period };
  if (!evidence.facts(indicator).built) return { code: "source_not_built", indicator };
  if (evidence.held(binding, period)) return { code: "quarantined", indicator, area, period };
  const since = indexOf(later.points(binding)).byPeriod.get(period);
  if (since === undefined || since.value === null || since.status === "F") return { code: "no_evidence", indicator, area, period };
  const heldSince = since.vintage.slice(0, 10);
  if (since.publishedOn === null) return { code: "not_held_by_us", indicator, area, period, heldSince };
  if (startOfDay(since.publishedOn) > asOf) return { code: "no_evidence", indicator, area, period, publishedOn: since.publishedOn };
  return { code: "published_then_not_held", indicator, area, period, publishedOn: since.publishedOn, heldSince };
}
