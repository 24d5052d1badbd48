import type { Db } from "../../connect.ts";
import { causeFromCode } from "../../encoding/codes.ts";
import { observationId } from "../../encoding/observation-id.ts";
import { type ApiObservation, observationsByIds } from "../observations/api-observation.ts";

import type { Change } from "./changes.ts";

/** A number that a change wrote, and what had been stated before for the same series and period. Gated. */
export type ChangedNumber = { readonly now: ApiObservation; readonly before: ApiObservation | null };

type Row = { change: string; series_id: number; period_id: number; vintage: Date; former: Date | null };

const CODES = ["n", "r", "w", "c", "p", "d"];

/**
 * Some of the numbers that each change of data wrote, at most `most` of one, by change: those of the series in `keys` (series ids), in that order,
 * newest period first; where a change wrote none of these, the first few it names itself.
 */
export async function changedNumbers(
  db: Db,
  changes: readonly Change[],
  keys: readonly string[],
  most: number,
): Promise<Map<string, ChangedNumber[]>> {
  const data = changes.filter((change) => change.indicator !== null && change.exchange !== null);
  if (data.length === 0) return new Map();
  const wanted = await writtenVersions(db, data, keys, most);
  const pairsOf = (change: Change): readonly VersionPair[] => wanted.get(change.id) ?? sampledVersions(change, most);
  const ids = data.flatMap(pairsOf).flatMap(({ now, former }) => [now, ...(former === null ? [] : [former])]);
  const found = new Map((await observationsByIds(db, [...new Set(ids)])).map((one) => [one.id, one]));
  const numbers = ({ now, former }: VersionPair): ChangedNumber[] => {
    const observation = found.get(now);
    return observation === undefined ? [] : [{ now: observation, before: found.get(former ?? "") ?? null }];
  };
  return new Map(data.map((change) => [change.id, pairsOf(change).flatMap(numbers)]));
}

type VersionPair = { readonly now: string; readonly former: string | null };

async function writtenVersions(
  db: Db,
  data: readonly Change[],
  keys: readonly string[],
  most: number,
): Promise<Map<string, VersionPair[]>> {
  const { rows } = await db.pool.query<Row>(
    `SELECT change, series_id, period_id, vintage,
       (SELECT max(f.vintage) FROM observations f WHERE f.series_id = w.series_id AND f.period_id = w.period_id AND f.vintage < w.vintage) AS former
     FROM (
       SELECT c.id::text AS change, o.series_id, o.period_id, o.vintage, row_number() OVER (
         PARTITION BY c.id ORDER BY k.position, p.starts DESC, p.label, o.vintage DESC) AS place
       FROM changes c
       JOIN unnest($3::text[], $4::text[]) AS code (cause, kind) ON code.kind = c.kind
       JOIN appends a ON a.exchange_id = c.exchange_id AND a.vintage = c.vintage
       JOIN (SELECT s.id, s.indicator, w.position FROM series s JOIN unnest($2::text[]) WITH ORDINALITY AS w (key, position) USING (key)) k
         ON k.indicator = c.indicator
       JOIN observations o ON o.series_id = k.id AND o.append_id = a.id AND o.cause = code.cause
       JOIN periods p ON p.id = o.period_id
       WHERE c.id = ANY ($1)
     ) w WHERE place <= $5 ORDER BY change, place`,
    [data.map(({ id }) => id), [...new Set(keys)], CODES, CODES.map(causeFromCode), most],
  );
  const pairs = rows.map(({ change, series_id: seriesId, period_id: periodId, vintage, former }): [string, VersionPair] => {
    const idAt = (instant: Date) => observationId({ seriesId, periodId, vintage: instant });
    return [change, { now: idAt(vintage), former: former && idAt(former) }];
  });
  return new Map([...Map.groupBy(pairs, ([change]) => change)].map(([change, list]) => [change, list.map(([, pair]) => pair)]));
}

function sampledVersions({ detail: { observations } }: Change, most: number): VersionPair[] {
  const ids = Array.isArray(observations) ? observations.filter((id): id is string => typeof id === "string") : [];
  return ids.slice(0, most).map((now) => ({ now, former: null }));
}
