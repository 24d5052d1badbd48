import { claimById } from "@talent/catalog/claims/all";
import { indicatorById } from "@talent/catalog/indicators/all";
import { lineChart } from "@talent/charts/line-chart";
import { watchChart, watchedPoints } from "@talent/charts/watch-chart";

import type { Threshold, Watch } from "@talent/core/alert/rule";
import type { PointReader } from "@talent/core/measure/evaluate";
import type { Interval } from "@talent/core/measure/interval";
import { bindingsOf, type Measure } from "@talent/core/measure/measure";
import { periodForReader } from "@talent/core/text/notice-amounts";
import type { NoticeFacts } from "@talent/core/text/notice-language";
import { type PeriodKind, parsePeriod } from "@talent/core/time/period";

/** What is drawn of a watch: of a record the figure itself, of a verdict what its reading measures. */
type ChartSubject = {
  readonly measure: Measure;
  readonly periodKind: PeriodKind;
  readonly unit: string;
  readonly threshold: Threshold | null;
  readonly expected: Interval | null;
};

/** The picture of a notice as an SVG with the page's variables; null where there is nothing to draw. `shown`: the numbers that may be shown. */
export function noticeChart(id: string, facts: NoticeFacts, title: string, shown: PointReader): string | null {
  const drawn = chartSubject(facts);
  if (drawn === null) return null;
  const points = watchedPoints({ ...drawn, points: shown, breaksOf: (indicator) => indicatorById(indicator)?.breaks, options: { unitOf } });
  const told = [facts.before, facts.after].flatMap((one) => (one === null ? [] : [periodForReader(facts.rule.watch, one.period)]));
  const input = watchChart({ id: `notice-${id}`, title, description: title, points, told, ...drawn });
  return input === null ? null : lineChart(input);
}

/** The measure a notice shows numbers of; null for a source's health. */
export const displayedMeasure = (watch: Watch): Measure | null =>
  watch.kind === "verdict" ? (watchedReading(watch)?.measure ?? null) : watch.kind === "source" ? null : watch.measure;

function chartSubject({ rule, threshold }: NoticeFacts): ChartSubject | null {
  const { watch } = rule;
  if (watch.kind === "source") return null;
  if (watch.kind === "verdict") {
    const reading = watchedReading(watch);
    if (!reading?.measure) return null;
    return {
      measure: reading.measure,
      periodKind: parsePeriod(reading.period).kind,
      unit: reading.unit,
      threshold: null,
      expected: reading.expected,
    };
  }
  const { measure, periodKind, unit } = watch;
  if (measure.op === "record") return { measure: measure.of, periodKind, unit: unitOfMeasure(measure.of), threshold: null, expected: null };
  return { measure, periodKind, unit, threshold, expected: null };
}

const watchedReading = ({ claim, reading }: Extract<Watch, { kind: "verdict" }>) =>
  claimById(claim)?.readings.find(({ id }) => id === reading);

export const unitOf = (indicator: string): string => indicatorById(indicator)?.unit ?? "";

/** The unit of a measure that only adds or takes the values of one unit; none for all others. */
export function unitOfMeasure(measure: Measure): string {
  if (!["value", "sum", "season", "cumulative", "difference", "max", "change"].includes(measure.op)) return "";
  const units = new Set(bindingsOf(measure).map(({ indicator }) => unitOf(indicator)));
  return units.size === 1 ? ([...units][0] ?? "") : "";
}
