import { noticeNames } from "@talent/catalog/alerts/notice-names";
import type { Locale } from "@talent/core/alert/rule";
import { evaluate, heldPeriods, isMissing, type PointReader } from "@talent/core/measure/evaluate";
import { bindingsOf } from "@talent/core/measure/measure";
import type { SeriesPoint } from "@talent/core/observation/observation";
import { seriesId } from "@talent/core/observation/series";
import { noticeWords } from "@talent/core/text/notice";
import { watchedMeasure } from "@talent/core/text/notice-amounts";
import type { NoticeFacts, NoticeFigure } from "@talent/core/text/notice-language";
import { comparePeriods, type Period, parsePeriod, yearsEarlier } from "@talent/core/time/period";
import type { Db } from "@talent/db/connect";
import { withholdingCodes } from "@talent/db/read/licence/alert-licence";
import { withheldAmong } from "@talent/db/read/licence/licence-gate";
import { pointsAsOf } from "@talent/db/read/observations/points";
import { type NoticeTransition, transitionsById } from "@talent/db/read/subscribers/messages";
import { LRUCache } from "lru-cache";
import { sourceName } from "../built-in-rules.ts";
import { chartPng } from "../mail/chart-png.ts";
import { displayedMeasure, noticeChart, unitOf, unitOfMeasure } from "../mail/notice-chart.ts";
import type { PreparedNotice } from "../mail/notice-section.ts";
import type { MailSite } from "../mail/site.ts";

/** Notices in the languages they are wanted in; the same ones repeat within one drain, so the newest are cached. */
export type NoticeCache = {
  /** By transition id. Without `chart` no picture is made. Throws for an id that is not stored. */
  prepare(ids: readonly string[], locale: Locale, chart: boolean): Promise<Map<string, PreparedNotice>>;
};

const MAX_CACHED = 400;

export function createNoticeCache(db: Db, site: MailSite): NoticeCache {
  const kept = new LRUCache<string, PreparedNotice>({ max: MAX_CACHED });
  return {
    async prepare(ids, locale, chart) {
      const keyOf = (id: string): string => `${id} ${locale} ${chart}`;
      const missing = [...new Set(ids)].filter((id) => !kept.has(keyOf(id)));
      const stored = await transitionsById(db, missing);
      const made = new Map<string, PreparedNotice>();
      for (const id of missing) {
        const transition = stored.get(id);
        if (transition === undefined) throw new RangeError(`transition ${id} is not stored`);
        made.set(id, await prepareOne(db, site, transition, locale, chart));
      }
      const all = new Map(ids.map((id) => [id, made.get(id) ?? (kept.get(keyOf(id)) as PreparedNotice)]));
      for (const [id, notice] of made) kept.set(keyOf(id), notice);
      return all;
    },
  };
}

async function prepareOne(db: Db, site: MailSite, transition: NoticeTransition, locale: Locale, chart: boolean): Promise<PreparedNotice> {
  const { id, facts } = transition;
  const { shown, withheld } = await shownNumbers(db, facts);
  const figure = withheld ? null : figureOf(facts, shown);
  const words = noticeWords(facts, noticeNames(facts.rule.watch, locale, sourceName), locale, { figure, withheld });
  const svg = chart && !withheld ? noticeChart(id, facts, words.subject, shown) : null;
  const evidence = evidenceOf(facts, shown);
  return {
    transition,
    withheld,
    isRetraction: facts.tells === "retracted",
    words,
    page: `${site.publicUrl}/alerts/${id}`,
    evidence: evidence === null ? null : `${site.publicUrl}/evidence/${encodeURIComponent(evidence)}`,
    chart: svg === null ? null : { png: await chartPng(svg), cid: `chart-${id}@${site.host}`, alt: words.subject },
  };
}

/** `withheld`: the licence withholds the notice's evidence. */
type ShownNumbers = { readonly shown: PointReader; readonly withheld: boolean };

const NO_POINTS: readonly SeriesPoint[] = [];

/** What was known when the notice came about, so that it reads the same whenever it is sent; and of that only what may be shown. */
async function shownNumbers(db: Db, facts: NoticeFacts): Promise<ShownNumbers> {
  const measure = displayedMeasure(facts.rule.watch);
  const known = measure === null ? new Map<string, SeriesPoint[]>() : await pointsAsOf(db, bindingsOf(measure), new Date(facts.at));
  const ids = [...known.values()].flatMap((points) => points.map((point) => point.id));
  const [withheld, [code = null]] = await Promise.all([withheldAmong(db, ids), withholdingCodes(db, [facts])]);
  const shown = new Map([...known].map(([series, points]) => [series, points.filter((point) => !withheld.has(point.id))]));
  return { shown: (binding) => shown.get(seriesId(binding)) ?? NO_POINTS, withheld: code !== null };
}

/** The figures behind a change or a record: the value that is compared, and what it is compared to. */
function figureOf(facts: NoticeFacts, points: PointReader): NoticeFigure | null {
  const measure = watchedMeasure(facts.rule.watch);
  if (measure === null || facts.after === null || (measure.op !== "year_on_year" && measure.op !== "record")) return null;
  const period = parsePeriod(facts.after.period);
  const at = (when: Period): number | null => {
    const result = evaluate(measure.of, when, points, { unitOf });
    return isMissing(result) ? null : result.value;
  };
  const now = at(period);
  if (now === null) return null;
  const earlier = heldPeriods(measure.of, period.kind, points, { unitOf }).filter((held) => comparePeriods(held, period) < 0);
  const values =
    measure.op === "record" ? earlier.flatMap((when) => at(when) ?? []) : [at(yearsEarlier(period, 1))].flatMap((one) => one ?? []);
  return { now, before: values.length === 0 ? null : Math.max(...values), unit: unitOfMeasure(measure.of) };
}

/** The observation of the notified period, among the notice's evidence. */
function evidenceOf(facts: NoticeFacts, points: PointReader): string | null {
  const measure = displayedMeasure(facts.rule.watch);
  const told = facts.after?.period ?? facts.before?.period;
  const rests = new Set(facts.inputs);
  const known = measure === null ? [] : bindingsOf(measure).flatMap((binding) => [...points(binding)]);
  return known.find((point) => point.period === told && rests.has(point.id))?.id ?? facts.inputs.at(-1) ?? null;
}
