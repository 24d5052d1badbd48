import { type AnsweredPeriod, nextDeadlines, settledPeriods } from "../claim/newest-period.ts";
import type { MeasureInput } from "../claim/question.ts";
import { breakWithin } from "../measure/breaks.ts";
import type { Evidence, IndicatorFacts } from "../measure/evidence.ts";
import { bindingsOf } from "../measure/measure.ts";
import type { ObservationCause, SeriesPoint } from "../observation/observation.ts";
import { seriesId } from "../observation/series.ts";
import type { Release, ReleaseCause, ReleasePoint } from "./release.ts";
import type { AlertRule, Watch } from "./rule.ts";
import { type FetchAttempt, fetchReleases, publisherReleases, type SourceStatements } from "./source-releases.ts";
import { type AnsweredReading, verdictReleases } from "./verdict-releases.ts";

/** Every version of every watched series, by series id, in any order; and what the catalogue and the store know of indicators. */
type WatchedSeries = {
  readonly versions: ReadonlyMap<string, readonly SeriesPoint[]>;
  readonly facts: (indicator: string) => IndicatorFacts;
};

type NumericWatch = Extract<Watch, { kind: "measure" | "revision" }>;

/**
 * What a rule over numbers (`measure` or `revision`) learned after `from` (exclusive; null: from the beginning) and up to `to`: one release for each
 * vintage that wrote a watched series, evaluated with what was known then, and silences at the instants they began. The same function
 * serves the running system and the backtest. Empty for a rule that watches no numbers.
 */
export function measureReleases({ watch }: Pick<AlertRule, "watch">, watched: WatchedSeries, from: Date | null, to: Date): Release[] {
  if (watch.kind !== "measure" && watch.kind !== "revision") return [];
  const ids = bindingsOf(watch.measure).map(seriesId);
  const written = vintagesOf(ids, watched, to);
  const first = from === null ? 0 : firstVintageAfter(written, from);
  // The newest release before the span is included as well: a silence after it may begin within.
  const known = new VersionsSoFar(written.slice(0, Math.max(0, first - 1)));
  const releases: Release[] = [];
  for (let at = Math.max(0, first - 1); at < written.length; at += 1) {
    const vintage = written[at];
    if (vintage === undefined) break;
    known.take(vintage);
    const asked = measureInputAt(watch, known, watched.facts, new Date(vintage.at));
    const answers = settledPeriods(asked);
    if (at >= first) releases.push(numbersRelease(vintage, answers, asked));
    const silence = silenceAfter(asked, answers.at(-1), written[at + 1]?.at ?? null, from, to);
    if (silence !== null) releases.push(silence);
  }
  return releases;
}

/** What was written at one instant, in the watched series. */
type Vintage = { readonly at: string; readonly rows: readonly { readonly series: string; readonly point: SeriesPoint }[] };

function vintagesOf(ids: readonly string[], { versions }: WatchedSeries, to: Date): Vintage[] {
  const last = to.toISOString();
  const rows = ids.flatMap((series) => (versions.get(series) ?? []).map((point) => ({ series, point })));
  const byVintage = Map.groupBy(
    rows.filter(({ point }) => point.vintage <= last),
    ({ point }) => point.vintage,
  );
  return [...byVintage].map(([at, written]) => ({ at, rows: written })).sort((a, b) => (a.at < b.at ? -1 : 1));
}

function firstVintageAfter(written: readonly Vintage[], from: Date): number {
  const instant = from.toISOString();
  const found = written.findIndex(({ at }) => at > instant);
  return found === -1 ? written.length : found;
}

/** The newest version of each period, as vintages come in. A series that a vintage leaves alone keeps its array, and with it its index. */
class VersionsSoFar {
  readonly #byPeriod = new Map<string, Map<string, SeriesPoint>>();
  readonly #points = new Map<string, readonly SeriesPoint[]>();

  constructor(before: readonly Vintage[]) {
    for (const vintage of before) this.take(vintage);
  }

  take({ rows }: Vintage): void {
    for (const { series, point } of rows) {
      const periods = this.#byPeriod.get(series) ?? new Map<string, SeriesPoint>();
      periods.set(point.period, point);
      this.#byPeriod.set(series, periods);
      this.#points.delete(series);
    }
  }

  points(series: string): readonly SeriesPoint[] {
    const kept = this.#points.get(series);
    if (kept !== undefined) return kept;
    const points = [...(this.#byPeriod.get(series)?.values() ?? [])];
    this.#points.set(series, points);
    return points;
  }
}

function measureInputAt(watch: NumericWatch, known: VersionsSoFar, facts: WatchedSeries["facts"], asOf: Date): MeasureInput {
  const evidence: Evidence = { points: (key) => known.points(seriesId(key)), facts, held: () => false };
  const forecasts = watch.kind === "measure" && watch.forecasts === true;
  const options = { unitOf: (indicator: string) => facts(indicator).unit, forecasts };
  return { measure: watch.measure, own: { kind: watch.periodKind }, evidence, asOf, options };
}

function numbersRelease({ at, rows }: Vintage, answers: readonly AnsweredPeriod[], asked: MeasureInput): Release {
  const causes = rows.map(({ point }) => point.cause);
  return { kind: "numbers", at, cause: weightiestCause(causes), points: answers.map((answer) => releasePoint(answer, asked)) };
}

function releasePoint({ period, evaluated }: AnsweredPeriod, asked: MeasureInput): ReleasePoint {
  const newest = evaluated.used.map(({ point }) => point).reduce((a, b) => (isLaterVersion(a, b) ? a : b));
  const { value, low, high, inputs } = evaluated;
  return { period: period.id, value, low, high, inputs, broken: breakWithin(evaluated, asked.evidence), cause: newest.cause };
}

const isLaterVersion = (a: SeriesPoint, b: SeriesPoint): boolean =>
  a.vintage === b.vintage ? CAUSES_BY_WEIGHT.indexOf(a.cause) >= CAUSES_BY_WEIGHT.indexOf(b.cause) : a.vintage > b.vintage;

/** Where one vintage has rows for several reasons, the one that says most: our own acts first, then what the publisher changed, then what is new. */
const CAUSES_BY_WEIGHT: readonly ObservationCause[] = [
  "new_period",
  "revision",
  "withdrawal",
  "definition_change",
  "reparse",
  "correction",
];

const weightiestCause = (causes: readonly ObservationCause[]): ReleaseCause =>
  CAUSES_BY_WEIGHT.findLast((cause) => causes.includes(cause)) ?? "new_period";

/** The silence that begins after this release and before the next, within the span; null when there is none. */
function silenceAfter(
  asked: MeasureInput,
  newest: AnsweredPeriod | undefined,
  next: string | null,
  from: Date | null,
  to: Date,
): Release | null {
  const rhythm = newest === undefined ? null : nextDeadlines(asked, newest.period);
  if (rhythm === null) return null;
  // A value that was already old when it came to be known is silent from then on.
  const begins = new Date(Math.max(Number(rhythm.lapsed), Number(asked.asOf) + 1));
  const isOver = next !== null && begins.toISOString() >= next;
  if (isOver || begins > to || (from !== null && begins <= from)) return null;
  return { kind: "silence", at: begins.toISOString(), due: rhythm.due.toISOString().slice(0, 10) };
}

/** All that rules can learn from. What a rule does not watch may be missing. */
export type RuleEvidence = {
  readonly watched: WatchedSeries;
  /** In the order they were stored. */
  readonly answers: (claim: string, reading: string) => readonly AnsweredReading[];
  readonly statements: (source: string) => SourceStatements;
  /** In the order of the log. */
  readonly fetchLog: (source: string) => readonly FetchAttempt[];
};

/**
 * What any rule learned after `from` (exclusive; null: from the beginning) and up to `to`, in order. A later `to` than today gives what comes by
 * the clock alone if nothing else happens. The same function serves the running system and the backtest.
 */
export function ruleReleases(rule: Pick<AlertRule, "watch">, evidence: RuleEvidence, from: Date | null, to: Date): Release[] {
  const { watch } = rule;
  switch (watch.kind) {
    case "measure":
    case "revision":
      return measureReleases(rule, evidence.watched, from, to);
    case "verdict":
      return verdictReleases(watch, evidence.answers(watch.claim, watch.reading), from, to);
    case "source":
      return watch.side === "ours"
        ? fetchReleases(evidence.fetchLog(watch.source), from, to)
        : publisherReleases(evidence.statements(watch.source), watch.lateOn, from, to);
  }
}
