import type { ObservationCause } from "@talent/core/observation/observation";
import { seriesId } from "@talent/core/observation/series";
import { causeFromCode, DECIDED_BY_SOURCE } from "../../encoding/codes.ts";
import { observationId } from "../../encoding/observation-id.ts";
import { storableJson, storableText } from "../../encoding/storable-text.ts";
import { type NewChange, writeChanges } from "../feeds/write-changes.ts";
import type { AppendContext } from "./append-context.ts";
import type { AppendCounts, HeldObservation } from "./append-input.ts";
import type { WrittenGroup } from "./write-versions.ts";

const SAMPLE_SIZE = 12;

/** The act behind the rows just written; none when there are no rows. */
export async function recordAppend(append: AppendContext, written: readonly WrittenGroup[]): Promise<void> {
  const { connection, input } = append;
  const newest = written.reduce<WrittenGroup | undefined>(
    (best, row) => (best === undefined || row.ends > best.ends ? row : best),
    undefined,
  );
  if (newest === undefined) return;
  await connection.query(
    `INSERT INTO appends (id, exchange_id, run_id, parser_fingerprint, act, note, vintage, acted_at, rows_written, newest_period_id)
     OVERRIDING SYSTEM VALUE VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      append.appendId,
      input.exchangeId,
      input.runId,
      input.parserFingerprint,
      append.act,
      input.as === undefined ? null : storableText(input.as.note),
      append.vintage ?? input.now,
      input.now,
      written.reduce((sum, row) => sum + row.rows, 0),
      newest.periodId,
    ],
  );
}

/** Notes that this parser has read this exchange, with what it refused. Read again, the refusals of the first reading stand. */
export async function recordParse({ connection, input, act }: AppendContext): Promise<void> {
  if (act === "correction" || act === "accepted") return;
  if (act === "capture") {
    await connection.query(
      `UPDATE parses SET reapply = false, same_as_id = NULL WHERE exchange_id = $1 AND (reapply OR same_as_id IS NOT NULL)`,
      [input.exchangeId],
    );
  }
  const made = await connection.query(
    `INSERT INTO parses (exchange_id, parser_fingerprint, run_id, observations, refusals, parsed_at) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT DO NOTHING`,
    [input.exchangeId, input.parserFingerprint, input.runId, input.observations.length, input.refusals.length, input.now],
  );
  if (made.rowCount === 0 || input.refusals.length === 0) return;
  await connection.query(
    `INSERT INTO refusals (exchange_id, run_id, parser_fingerprint, code, message, scope, locator)
     SELECT $1, $2, $3, r->>'code', r->>'message', r->>'scope', r->'locator'
     FROM jsonb_array_elements($4::jsonb) WITH ORDINALITY AS list (r, position) ORDER BY position`,
    [input.exchangeId, input.runId, input.parserFingerprint, storableJson(input.refusals)],
  );
}

/**
 * Holds values back. One already held, undecided and the same, is not held again, nor one that a person has rejected. What is held
 * from an earlier document and stated differently by this one is decided by that.
 */
export async function recordHeld(append: AppendContext): Promise<number> {
  const { connection, input, held: keys } = append;
  await resolveSuperseded(append);
  if (input.held.length === 0) return 0;
  const { rowCount } = await connection.query(
    `INSERT INTO quarantine (exchange_id, run_id, parser_fingerprint, series_id, period_id, vintage, candidate, reason, message, previous)
     SELECT $1, $2, $3, new.series_id, new.period_id, new.vintage, new.candidate, new.reason, new.message, new.previous
     FROM unnest($4::integer[], $5::integer[], $6::timestamptz[], $7::jsonb[], $8::text[], $9::text[], $10::double precision[])
       AS new (series_id, period_id, vintage, candidate, reason, message, previous)
     WHERE NOT EXISTS (
       SELECT FROM quarantine q LEFT JOIN quarantine_decisions d ON d.quarantine_id = q.id
       WHERE q.series_id = new.series_id AND q.period_id = new.period_id
         AND (d.quarantine_id IS NULL OR (d.decision = 'rejected' AND d.decided_by <> '${DECIDED_BY_SOURCE}'))
         AND (q.candidate->'value', q.candidate->'status') IS NOT DISTINCT FROM (new.candidate->'value', new.candidate->'status'))
     ON CONFLICT DO NOTHING`,
    [
      input.exchangeId,
      input.runId,
      input.parserFingerprint,
      keys.map((key) => key.seriesId),
      keys.map((key) => key.periodId),
      input.held.map((item) => heldVintage(item, input.vintage)),
      input.held.map((item) => storableJson(item.observation)),
      input.held.map((item) => storableText(item.reason)),
      input.held.map((item) => storableText(item.message)),
      input.held.map((item) => item.previous),
    ],
  );
  return rowCount ?? 0;
}

function heldVintage({ observation }: HeldObservation, vintage: Date): Date {
  return observation.knownFrom === undefined ? vintage : new Date(observation.knownFrom.at);
}

/** One entry for each indicator and cause, with counts, the span of periods and the first few versions; values are looked up, never copied. */
export async function writeAppendChanges({ connection, input, vintage }: AppendContext, written: readonly WrittenGroup[]): Promise<void> {
  const groups = Map.groupBy(written, (row) => `${row.indicator} ${row.cause}`);
  const changes = [...groups.values()].flatMap((rows): NewChange[] => {
    const [first, last] = [rows[0], rows.at(-1)];
    if (first === undefined || last === undefined) return [];
    return [
      {
        kind: causeFromCode(first.cause) satisfies ObservationCause,
        source: input.source,
        indicator: first.indicator,
        exchangeId: input.exchangeId,
        runId: input.runId,
        vintage: vintage ?? input.now,
        at: input.now,
        detail: {
          count: rows.reduce((sum, row) => sum + row.rows, 0),
          periods: { first: first.period, last: last.period },
          observations: rows.flatMap(sampleIds).slice(0, SAMPLE_SIZE),
          ...(input.as === undefined ? {} : { note: storableText(input.as.note) }),
        },
      },
    ];
  });
  await writeChanges(connection, changes);
}

function sampleIds({ periodId, seriesIds, vintages }: WrittenGroup): string[] {
  return seriesIds.map((seriesId, at) => observationId({ seriesId, periodId, vintage: vintages[at] ?? new Date(0) }));
}

/**
 * An older capture changed what later ones add to: requests that those of the source that were read are parsed again from stored bytes. The request is
 * part of this transaction, so a crash does not lose it. Returns their ids, oldest first.
 */
export async function markForReparse({ connection, input }: AppendContext): Promise<string[]> {
  const { rows } = await connection.query<{ id: string }>(
    `WITH later AS (
       UPDATE parses p SET reapply = true FROM exchanges e
       WHERE e.id = p.exchange_id AND e.source_id = $1 AND e.captured_at > $2 AND e.id <> $3 RETURNING e.id, e.captured_at
     )
     SELECT id::text FROM (SELECT DISTINCT id, captured_at FROM later) each ORDER BY captured_at, each.id`,
    [input.source, input.vintage, input.exchangeId],
  );
  return rows.map((row) => row.id);
}

/** `withdrawn`: rows for keys that are not stated any more. */
export function appendCounts(
  stated: number,
  written: readonly WrittenGroup[],
  withdrawn: number,
  held: number,
): Omit<AppendCounts, "reapply"> {
  const of = (...causes: WrittenGroup["cause"][]) =>
    written.filter((row) => causes.includes(row.cause)).reduce((sum, row) => sum + row.rows, 0);
  return {
    newPeriods: of("n"),
    revisions: of("r", "d"),
    withdrawals: of("w"),
    corrections: of("c", "p"),
    unchanged: Math.max(0, stated - (of("n", "r", "d", "w", "c", "p") - withdrawn)),
    held,
  };
}

type UndecidedValue = { id: string; key: string; label: string };

/**
 * Rejects values held from an earlier document that this one states differently, mostly corrected: nothing is left to review. Inside the
 * transaction of its append; acts of ours decide nothing here.
 */
async function resolveSuperseded({ connection, input }: AppendContext): Promise<void> {
  if (input.as !== undefined || input.observations.length === 0) return;
  const { rows } = await connection.query<UndecidedValue>(
    `SELECT q.id::text, k.key, p.label FROM quarantine q
     JOIN series k ON k.id = q.series_id JOIN periods p ON p.id = q.period_id JOIN exchanges e ON e.id = q.exchange_id
     WHERE k.source_id = $1 AND e.captured_at < $2 AND NOT EXISTS (SELECT FROM quarantine_decisions d WHERE d.quarantine_id = q.id)`,
    [input.source, input.vintage],
  );
  if (rows.length === 0) return;
  const stated = new Map(input.observations.map((one) => [`${seriesId(one)}@${one.period}`, one.value]));
  const overtaken = rows.filter((row) => stated.has(`${row.key}@${row.label}`));
  await connection.query(
    `INSERT INTO quarantine_decisions (quarantine_id, decision, reason, decided_by, decided_at)
     SELECT id, 'rejected', reason, $3, $4 FROM unnest($1::bigint[], $2::text[]) AS found (id, reason) ON CONFLICT DO NOTHING`,
    [
      overtaken.map((row) => row.id),
      overtaken.map(
        (row) => `the document of ${input.vintage.toISOString()} states ${stated.get(`${row.key}@${row.label}`) ?? "no value"}`,
      ),
      DECIDED_BY_SOURCE,
      input.now,
    ],
  );
}
