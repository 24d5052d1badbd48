import type { Assessment, AssessmentCause } from "@talent/core/claim/assessment";
import type { Db } from "../../connect.ts";
import { type GatedAssessment, gateAssessments } from "../licence/licence-gate.ts";

export type StoredAssessment = Assessment & { readonly id: string; readonly recordedAt: string; readonly cause: AssessmentCause };

type Row = Omit<StoredAssessment, "asOf" | "knownAt" | "validUntil" | "recordedAt"> & {
  as_of: Date;
  known_at: Date;
  valid_until: Date | null;
  recorded_at: Date;
};

export const ASSESSMENT_COLUMNS = `
  id::text, claim, reading, question, verdict, value, low, high, period, as_of, known_at, valid_until, inputs, reasons, direction, margin, fragile,
  reading_fingerprint AS "readingFingerprint", inputs_hash AS "inputsHash", cause, recorded_at`;

export function toStoredAssessment({ as_of, known_at, valid_until, recorded_at, ...row }: Row): StoredAssessment {
  return {
    ...row,
    asOf: as_of.toISOString(),
    knownAt: known_at.toISOString(),
    validUntil: valid_until?.toISOString() ?? null,
    recordedAt: recorded_at.toISOString(),
  };
}

/** The newest assessment of every reading and question, by claim; what pages, ledger and API show. Gated. */
export async function latestAssessments(db: Db): Promise<GatedAssessment<StoredAssessment>[]> {
  const { rows } = await db.pool.query<Row>(
    `SELECT DISTINCT ON (claim, reading, question) ${ASSESSMENT_COLUMNS} FROM assessments ORDER BY claim, reading, question, assessments.id DESC`,
  );
  return gateAssessments(db, rows.map(toStoredAssessment));
}

/** Every assessment of a claim ever made, oldest first. Gated. */
export async function assessmentHistory(db: Db, claim: string): Promise<GatedAssessment<StoredAssessment>[]> {
  const { rows } = await db.pool.query<Row>(`SELECT ${ASSESSMENT_COLUMNS} FROM assessments WHERE claim = $1 ORDER BY assessments.id`, [
    claim,
  ]);
  return gateAssessments(db, rows.map(toStoredAssessment));
}

/** Claims whose newest assessment the clock alone may change by `now`: the daily run assesses them again. */
export async function claimsPastValidity(db: Db, now: Date): Promise<string[]> {
  const { rows } = await db.pool.query<{ claim: string }>(
    `SELECT DISTINCT claim FROM (
       SELECT DISTINCT ON (claim, reading, question) claim, valid_until FROM assessments ORDER BY claim, reading, question, id DESC
     ) newest WHERE valid_until <= $1 ORDER BY claim`,
    [now],
  );
  return rows.map((row) => row.claim);
}
