import type { Cadence } from "../capture/expectation.ts";
import { expectedAfter, publisherState } from "../capture/freshness.ts";
import { asOfInstant } from "../time/instant.ts";
import { parsePeriod } from "../time/period.ts";
import type { Release } from "./release.ts";

/** When a publisher first gave a value for a period of one indicator. `at`: ISO instant. */
export type SourceStatement = {
  readonly indicator: string;
  readonly period: string;
  readonly at: string;
  readonly publishedOn: string | null;
  /** `at` is only an upper bound: it may well have been published in time. */
  readonly backDated: boolean;
};

/** What a source stated, in any order, and how often it publishes. */
export type SourceStatements = { readonly cadence: Cadence | null; readonly said: readonly SourceStatement[] };

/** How one fetch of a source ended. */
export type FetchAttempt = { readonly at: string; readonly outcome: string; readonly good: boolean };

type StandingRelease = Extract<Release, { kind: "standing" }>;

/**
 * How a publisher stood against its calendar after `from` (exclusive; null: from the beginning) and up to `to`: one release whenever it said
 * something new, and whenever a deadline passed without it, at that deadline. `lateOn` (`--MM-DD`): the deadline is the end of that day of every year,
 * by which something new must have been said in that year; otherwise it is the due date plus the grace of its cadence. Of several indicators the
 * one furthest behind counts. A source that keeps no rhythm, or has stopped, is never late.
 */
export function publisherReleases({ cadence, said }: SourceStatements, lateOn: string | undefined, from: Date | null, to: Date): Release[] {
  if (cadence?.orphaned === true || (cadence === null && lateOn === undefined)) return [];
  const lines = [...Map.groupBy(said, ({ indicator }) => indicator).values()].map((own) => {
    const news = newPeriods(own, to);
    return lateOn === undefined ? standingsByCadence(news, cadence, to) : standingsByCalendar(news, lateOn, cadence, to);
  });
  const instants = [...new Set(lines.flat().map(({ at }) => at))].sort();
  const [after, until] = [from?.toISOString() ?? "", to.toISOString()];
  return instants.filter((at) => at > after && at <= until).map((at) => ({ ...worstStandingAt(lines, at), at }));
}

/** How our fetches of a source ended, in the order of the log. One that a clock put back comes right after the one before it, and counts. */
export function fetchReleases(looks: readonly FetchAttempt[], from: Date | null, to: Date): Release[] {
  const [after, until] = [from?.toISOString() ?? "", to.toISOString()];
  let newest = "";
  const all = looks.map(({ at, outcome, good }): StandingRelease => {
    newest = at > newest ? at : new Date(Date.parse(newest) + 1).toISOString();
    return { kind: "standing", at: newest, bad: !good, word: outcome, period: null, due: null };
  });
  return all.filter(({ at }) => at > after && at <= until);
}

/** What moved an indicator on, oldest first: periods later than all that were known. */
function newPeriods(said: readonly SourceStatement[], to: Date): readonly SourceStatement[] {
  const until = to.toISOString();
  let newest = "";
  return said
    .filter(({ at }) => at <= until)
    .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : periodEnd(a) < periodEnd(b) ? 1 : -1))
    .filter((one) => {
      const isNews = periodEnd(one) > newest;
      if (isNews) newest = periodEnd(one);
      return isNews;
    });
}

const periodEnd = ({ period }: SourceStatement): string => parsePeriod(period).end;

function standingsByCadence(news: readonly SourceStatement[], cadence: Cadence | null, to: Date): StandingRelease[] {
  if (cadence === null) return [];
  return news.flatMap((one, index) => {
    const next = news[index + 1];
    const lapses = expectedAfter(parsePeriod(one.period), statedOn(one), cadence).lapses;
    const speaks = standingAt(one, cadence, new Date(one.at));
    const isOver = next !== undefined && (next.backDated || next.at <= lapses.toISOString());
    if (speaks.bad || isOver || lapses > to) return [speaks];
    return [speaks, standingAt(one, cadence, lapses)];
  });
}

const statedOn = ({ publishedOn, at }: SourceStatement): string => publishedOn ?? at.slice(0, 10);

function standingAt(one: SourceStatement, cadence: Cadence, now: Date): StandingRelease {
  const { state, nextDue } = publisherState(cadence, { period: one.period, publishedOn: one.publishedOn, vintage: one.at }, now);
  return { kind: "standing", at: now.toISOString(), bad: state === "lapsed", word: state, period: one.period, due: nextDue };
}

function standingsByCalendar(news: readonly SourceStatement[], lateOn: string, cadence: Cadence | null, to: Date): StandingRelease[] {
  const first = news[0];
  if (first === undefined) return [];
  const speaks = news.map((one): StandingRelease => ({ ...onTimeStanding(one, cadence), at: one.at }));
  const years = to.getUTCFullYear() - Number(first.at.slice(0, 4)) + 1;
  const missed = Array.from({ length: years }, (_, index) => Number(first.at.slice(0, 4)) + index).flatMap((year): StandingRelease[] => {
    const due = `${year}${lateOn.slice(1)}`;
    const deadline = asOfInstant(due).toISOString();
    const before = news.findLast(({ at }) => at <= deadline);
    const next = news.find(({ at }) => at > deadline);
    if (before === undefined || before.at >= `${year}` || next?.backDated === true || deadline > to.toISOString()) return [];
    return [{ kind: "standing", at: deadline, bad: true, word: "late", period: before.period, due }];
  });
  return [...speaks, ...missed].sort((a, b) => (a.at < b.at ? -1 : 1));
}

function onTimeStanding(one: SourceStatement, cadence: Cadence | null): StandingRelease {
  const due = cadence === null ? null : expectedAfter(parsePeriod(one.period), statedOn(one), cadence).due.toISOString().slice(0, 10);
  return { kind: "standing", at: one.at, bad: false, word: "on_time", period: one.period, due };
}

/** Of all indicators as they stand at an instant, a late one first, then the one due soonest. */
function worstStandingAt(lines: readonly (readonly StandingRelease[])[], at: string): StandingRelease {
  const standing = lines.flatMap((line) => line.findLast((one) => one.at <= at) ?? []);
  const order = ({ bad, due }: StandingRelease): string => `${bad ? 0 : 1} ${due ?? "9999"}`;
  return standing.reduce((worst, one) => (order(one) < order(worst) ? one : worst));
}
