import type { Assessment, AssessmentCause } from "@talent/core/claim/assessment";
import { type Connection, type Db, inTransaction } from "../../connect.ts";
import { parseObservationId } from "../../encoding/observation-id.ts";
import { storableJson } from "../../encoding/storable-text.ts";
import { ASSESSMENT_COLUMNS, type StoredAssessment, toStoredAssessment } from "../../read/claims/assessments.ts";
import { type NewChange, writeChanges } from "../feeds/write-changes.ts";

const LOCK = 0x7a1e_0003;

type PendingAssessment = {
  readonly assessment: Assessment;
  readonly cause: AssessmentCause;
  readonly before: StoredAssessment | undefined;
};

/**
 * Adds the assessments that differ, in one transaction with the versions they rest on and a feed entry for each changed verdict. The
 * same assessments again write nothing. `now` becomes the instant the ledger is up to date with.
 */
export async function appendAssessments(
  db: Db,
  assessments: readonly Assessment[],
  now: Date,
): Promise<{ written: number; verdictChanges: number }> {
  return inTransaction(db, async (connection) => {
    await connection.query("SELECT pg_advisory_xact_lock($1)", [LOCK]);
    const newest = await newestAssessments(connection, [...new Set(assessments.map((assessment) => assessment.claim))]);
    const writes = assessments.flatMap((assessment): PendingAssessment[] => {
      const before = newest.get(assessmentKey(assessment));
      const cause = assessmentCause(before, assessment);
      return cause === null ? [] : [{ assessment, cause, before }];
    });
    const ids = await insertAssessments(connection, writes);
    await citeObservations(connection, writes);
    await connection.query(`UPDATE store_state SET assessed_at = greatest(assessed_at, $1::timestamptz)`, [now]);
    const changes = writes.flatMap((write, at) => verdictChange(write, ids[at] ?? "", now));
    await writeChanges(connection, changes);
    return { written: writes.length, verdictChanges: changes.length };
  });
}

function assessmentKey({ claim, reading, question }: Assessment): string {
  return JSON.stringify([claim, reading, question]);
}

async function newestAssessments(connection: Connection, claims: readonly string[]): Promise<Map<string, StoredAssessment>> {
  const { rows } = await connection.query(
    `SELECT DISTINCT ON (claim, reading, question) ${ASSESSMENT_COLUMNS} FROM assessments
     WHERE claim = ANY ($1) ORDER BY claim, reading, question, assessments.id DESC`,
    [claims],
  );
  return new Map(rows.map(toStoredAssessment).map((assessment) => [assessmentKey(assessment), assessment]));
}

/** Why it differs from the newest one, null when it does not. A changed definition outranks changed inputs, these outrank the clock. */
function assessmentCause(before: StoredAssessment | undefined, after: Assessment): AssessmentCause | null {
  if (before === undefined) return "inputs";
  if (before.readingFingerprint !== after.readingFingerprint) return "rule";
  const sameInputs = before.inputs.join() === after.inputs.join();
  if (!sameInputs) return "inputs";
  if (before.verdict !== after.verdict || before.validUntil !== isoInstant(after.validUntil)) return "time";
  return before.inputsHash === after.inputsHash ? null : "inputs";
}

function isoInstant(text: string | null): string | null {
  return text === null ? null : new Date(text).toISOString();
}

async function insertAssessments(connection: Connection, writes: readonly PendingAssessment[]): Promise<string[]> {
  const { rows } = await connection.query<{ id: string }>(
    `INSERT INTO assessments (claim, reading, question, verdict, value, low, high, period, as_of, known_at, valid_until, inputs, reasons, direction,
       margin, fragile, reading_fingerprint, inputs_hash, cause)
     SELECT a->>'claim', a->>'reading', a->>'question', a->>'verdict', (a->>'value')::double precision, (a->>'low')::double precision,
       (a->>'high')::double precision, a->>'period', (a->>'asOf')::timestamptz, (a->>'knownAt')::timestamptz, (a->>'validUntil')::timestamptz,
       ARRAY(SELECT jsonb_array_elements_text(a->'inputs')), a->'reasons', a->>'direction', nullif(a->'margin', 'null'),
       (a->>'fragile')::boolean, a->>'readingFingerprint', a->>'inputsHash', a->>'cause'
     FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS list (a, position) ORDER BY position RETURNING id::text`,
    [storableJson(writes.map(({ assessment, cause }) => ({ ...assessment, ...withNamedInfinities(assessment), cause })))],
  );
  return rows.map((row) => row.id);
}

/** JSON has no infinities; the database reads their names. */
function withNamedInfinities({ value, low, high }: Assessment): Record<string, number | string | null> {
  return Object.fromEntries(
    Object.entries({ value, low, high }).map(([name, number]) => [
      name,
      number === null || Number.isFinite(number) ? number : String(number),
    ]),
  );
}

/** Records which versions stored verdicts rest on: what a licence of "cited" allows. */
async function citeObservations(connection: Connection, writes: readonly PendingAssessment[]): Promise<void> {
  const ids = new Set(writes.flatMap(({ assessment }) => assessment.inputs));
  const refs = [...ids].map(parseObservationId).filter((ref) => ref !== null);
  await connection.query(
    `INSERT INTO cited_observations (series_id, period_id, vintage)
     SELECT * FROM unnest($1::integer[], $2::integer[], $3::timestamptz[]) ON CONFLICT DO NOTHING`,
    [refs.map((ref) => ref.seriesId), refs.map((ref) => ref.periodId), refs.map((ref) => ref.vintage)],
  );
}

function verdictChange({ assessment, cause, before }: PendingAssessment, assessmentId: string, now: Date): NewChange[] {
  if (before === undefined || before.verdict === assessment.verdict) return [];
  const { claim, reading, question, period } = assessment;
  const detail = { reading, question, from: before.verdict, to: assessment.verdict, period, cause, before: before.id };
  return [{ kind: "verdict", claim, assessmentId, at: now, detail }];
}
