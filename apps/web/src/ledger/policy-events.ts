import { indicatorById } from "@talent/catalog/indicators/all";
import type { ChartEvent } from "@talent/charts/chart-input";
import { seriesId } from "@talent/core/observation/series";
import type { ShownSeries } from "./trajectory.ts";

const INDICATOR = "policy-in-force";
const EVENT_AREA: Readonly<Record<string, string>> = { "proclamation-10043": "USA", "ai-plan-2017": "CHN" };
const EVENT_LABEL: Readonly<Record<string, string>> = {
  "proclamation-10043": "Proclamation 10043",
  "ai-plan-2017": "State Council AI plan",
};

type PolicySeriesKey = { readonly indicator: string; readonly area: string; readonly dimensions: Readonly<Record<string, string>> };

/** The series that hold the policy events the catalogue knows. */
export function policySeriesKeys(): PolicySeriesKey[] {
  const codes = indicatorById(INDICATOR).dimensions.event;
  return (Array.isArray(codes) ? codes : []).flatMap((event: string) => {
    const area = EVENT_AREA[event];
    return area ? [{ indicator: INDICATOR, area, dimensions: { event } }] : [];
  });
}

/** Each policy that is known to have come into force, on the first day it was. */
export function policyEvents(points: ShownSeries): ChartEvent[] {
  return policySeriesKeys().flatMap((key) => {
    const event = key.dimensions.event as string;
    const days = (points.get(seriesId(key)) ?? []).filter((point) => point.value === 1).map((point) => point.period);
    const first = days.sort()[0];
    return first ? [{ at: first, label: `${EVENT_LABEL[event] ?? event}, ${first.slice(0, 4)}` }] : [];
  });
}
