import { PeriodKindsDiffer } from "../capture/errors.ts";
import type { EvaluateOptions } from "../measure/evaluate.ts";
import type { Evidence } from "../measure/evidence.ts";
import { leadBindingsOf, type Measure } from "../measure/measure.ts";
import type { SeriesPoint } from "../observation/observation.ts";
import { indexSeries, type SeriesIndex } from "../observation/series.ts";
import { bridgePeriod, type Period, parsePeriod } from "../time/period.ts";
import type { Question } from "./assessment.ts";
import type { Reading } from "./claim.ts";

/** A reading with a measure, put to one question with the knowledge of one instant. */
export type QuestionInput = {
  readonly reading: Reading;
  readonly measure: Measure;
  readonly own: Period;
  readonly question: Question;
  readonly evidence: Evidence;
  readonly asOf: Date;
  readonly options: EvaluateOptions;
};

/** What it takes to find the periods of a measure and its value in each: a reading put to a question has it, and so has a watched expression. */
export type MeasureInput = Pick<QuestionInput, "measure" | "evidence" | "asOf" | "options"> & { readonly own: Pick<Period, "kind"> };

/** The question's input. Throws PeriodKindsDiffer when an indicator counts in another kind of period than the reading, and no bridge is declared. */
export function questionInput(reading: Reading, measure: Measure, question: Question, evidence: Evidence, asOf: Date): QuestionInput {
  const own = parsePeriod(reading.period);
  const periodBridge = reading.periodBridge !== undefined;
  for (const { indicator } of leadBindingsOf(measure)) {
    const { periodKind } = evidence.facts(indicator);
    if (periodKind !== own.kind && !periodBridge) throw new PeriodKindsDiffer(`${reading.id} ${own.id}`, `${indicator} (${periodKind})`);
  }
  const unitOf = (indicator: string): string => evidence.facts(indicator).unit;
  const figures = reading.sameStudy ? "printed" : "sampled";
  const forecasts = reading.uncounted === true && question !== "now";
  return { reading, measure, own, question, evidence, asOf, options: { unitOf, figures, periodBridge, forecasts } };
}

/** One series read at the measured period itself, with its period and point there. */
export type LeadSeries = {
  readonly indicator: string;
  readonly series: SeriesIndex;
  readonly when: Period;
  readonly point: SeriesPoint | undefined;
};

/** The series read at `period` itself, in the given measure. */
export function leadSeriesAt({ measure, evidence, own }: MeasureInput, period: Period): LeadSeries[] {
  return leadBindingsOf(measure).map((binding) => {
    const series = indexSeries(evidence.points(binding));
    const when = bridgePeriod(period, series.periods[0]?.kind ?? own.kind);
    return { indicator: binding.indicator, series, when, point: series.byPeriod.get(when.id) };
  });
}
