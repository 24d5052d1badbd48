import { alertHistory } from "@talent/core/alert/phase";
import type { Release } from "@talent/core/alert/release";
import type { AlertRule } from "@talent/core/alert/rule";
import { type RuleEvidence, ruleReleases } from "@talent/core/alert/rule-releases";
import type { SourceStatements } from "@talent/core/alert/source-releases";
import type { AlertState, Transition } from "@talent/core/alert/transition";
import { bindingsOf } from "@talent/core/measure/measure";
import type { SeriesKey } from "@talent/core/observation/observation";
import { seriesId } from "@talent/core/observation/series";
import type { Db } from "../../connect.ts";
import { type CatalogueFacts, producedIndicators } from "../claims/ledger-evidence.ts";
import { type SeriesSince, watchedVersions } from "../observations/points.ts";
import { fetchOutcomes, publishedPeriods } from "./source-activity.ts";
import { type AnswerQuery, answersKey, storedAnswers } from "./stored-answers.ts";

/** What the catalogue knows and the store does not. */
export type AlertCatalogue = {
  readonly facts: (indicator: string) => CatalogueFacts;
  /** The series that show that a source has published. */
  readonly releaseSeriesOf: (source: string) => readonly SeriesKey[];
};

/** A rule to be evaluated with what came to be known after `since`; null: with everything. */
export type RuleToEvaluate = { readonly rule: AlertRule; readonly since: Date | null };

const NOTHING_PUBLISHED: SourceStatements = { cadence: null, said: [] };

/**
 * The evidence of these rules, read in a handful of queries however many they are. Of numbers and verdicts only what stood at `since` and what
 * came later; of sources, which publish and are fetched rarely, everything.
 */
export async function alertEvidence(db: Db, wanted: readonly RuleToEvaluate[], catalogue: AlertCatalogue): Promise<RuleEvidence> {
  const sources = (side: "theirs" | "ours") => [
    ...new Set(wanted.flatMap(({ rule: { watch } }) => (watch.kind === "source" && watch.side === side ? [watch.source] : []))),
  ];
  const [versions, produced, answers, sayings, looks] = await Promise.all([
    watchedVersions(db, watchedSeries(wanted)),
    producedIndicators(db),
    storedAnswers(db, watchedQuestions(wanted)),
    publishedPeriods(
      db,
      sources("theirs").map((source) => ({ source, series: catalogue.releaseSeriesOf(source) })),
    ),
    fetchOutcomes(db, sources("ours")),
  ]);
  const facts = (id: string) => ({ ...catalogue.facts(id), built: produced.has(id), cadence: produced.get(id) ?? null });
  return {
    watched: { versions, facts },
    answers: (claim, reading) => answers.get(answersKey(claim, reading)) ?? [],
    statements: (source) => sayings.get(source) ?? NOTHING_PUBLISHED,
    fetchLog: (source) => looks.get(source) ?? [],
  };
}

/** Each series once, from the earliest instant at which one of its rules wants it. */
function watchedSeries(wanted: readonly RuleToEvaluate[]): SeriesSince[] {
  const all = wanted.flatMap(({ rule: { watch }, since }) =>
    watch.kind === "measure" || watch.kind === "revision" ? bindingsOf(watch.measure).map((key) => ({ series: seriesId(key), since })) : [],
  );
  return [...Map.groupBy(all, ({ series }) => series)].map(([series, list]) => ({ series, since: earliestSince(list) }));
}

function watchedQuestions(wanted: readonly RuleToEvaluate[]): AnswerQuery[] {
  const all = wanted.flatMap(({ rule: { watch }, since }) =>
    watch.kind === "verdict" ? watch.questions.map((question) => ({ claim: watch.claim, reading: watch.reading, question, since })) : [],
  );
  const groups = Map.groupBy(all, ({ claim, reading, question }) => JSON.stringify([claim, reading, question]));
  return [...groups.values()].flatMap((list) => list.slice(0, 1).map((one) => ({ ...one, since: earliestSince(list) })));
}

function earliestSince(list: readonly { readonly since: Date | null }[]): Date | null {
  if (list.some(({ since }) => since === null)) return null;
  return new Date(Math.min(...list.map(({ since }) => Number(since))));
}

/** Everything a rule learned, what became of it, and where it stands. */
export type RuleHistory = {
  readonly releases: readonly Release[];
  readonly transitions: readonly Transition[];
  readonly state: AlertState;
};

/**
 * A rule over all that is known at `to`, as if it had existed from the beginning: what a subscriber would have been notified of. Nothing is
 * stored. Ungated: only values whose licence allows it may be shown.
 */
export async function ruleHistory(db: Db, rule: AlertRule, catalogue: AlertCatalogue, to: Date): Promise<RuleHistory> {
  const releases = ruleReleases(rule, await alertEvidence(db, [{ rule, since: null }], catalogue), null, to);
  return { releases, ...alertHistory(rule, releases) };
}
