import type { ObservationCause } from "@talent/core/observation/observation";
import type { Db } from "../../connect.ts";
import { causeFromCode } from "../../encoding/codes.ts";
import { parseObservationId } from "../../encoding/observation-id.ts";
import { ASSESSMENT_COLUMNS, type StoredAssessment, toStoredAssessment } from "../claims/assessments.ts";
import { type GatedAssessment, gateAssessments } from "../licence/licence-gate.ts";
import type { Change } from "./changes.ts";

/** A changed verdict with the assessment that made it. Gated. `causes`: why the inputs that are new in it had been written, each once. */
export type ChangedVerdict = { readonly assessment: GatedAssessment<StoredAssessment>; readonly causes: readonly ObservationCause[] };

/** The assessments behind these changes of verdicts, by change. */
export async function changedVerdicts(db: Db, changes: readonly Change[]): Promise<Map<string, ChangedVerdict>> {
  const verdicts = changes.filter(({ assessment }) => assessment !== null);
  if (verdicts.length === 0) return new Map();
  const stored = await assessmentsByIds(
    db,
    verdicts.flatMap((change) => [change.assessment, formerAssessmentId(change)].filter((id) => id !== null)),
  );
  const fresh = (change: Change): string[] => {
    const former = new Set(stored.get(formerAssessmentId(change) ?? "")?.inputs);
    return (stored.get(change.assessment ?? "")?.inputs ?? []).filter((id) => !former.has(id));
  };
  const causes = await inputCauses(db, verdicts.flatMap(fresh));
  return new Map(
    verdicts.flatMap((change): [string, ChangedVerdict][] => {
      const assessment = stored.get(change.assessment ?? "");
      if (assessment === undefined) return [];
      const known = fresh(change).flatMap((id) => causes.get(id) ?? []);
      return [[change.id, { assessment, causes: [...new Set(known)].sort() }]];
    }),
  );
}

async function assessmentsByIds(db: Db, ids: readonly string[]): Promise<Map<string, GatedAssessment<StoredAssessment>>> {
  const { rows } = await db.pool.query(`SELECT ${ASSESSMENT_COLUMNS} FROM assessments WHERE id = ANY ($1)`, [[...new Set(ids)]]);
  const gated = await gateAssessments(db, rows.map(toStoredAssessment));
  return new Map(gated.map((one) => [one.id, one]));
}

async function inputCauses(db: Db, ids: readonly string[]): Promise<Map<string, ObservationCause>> {
  const refs = [...new Set(ids)].flatMap((id) => {
    const ref = parseObservationId(id);
    return ref === null ? [] : [{ id, ...ref }];
  });
  const { rows } = await db.pool.query<{ id: string; cause: string }>(
    `SELECT wanted.id, o.cause FROM unnest($1::text[], $2::integer[], $3::integer[], $4::timestamptz[]) AS wanted (id, series_id, period_id, vintage)
     JOIN observations o USING (series_id, period_id, vintage)`,
    [refs.map((ref) => ref.id), refs.map((ref) => ref.seriesId), refs.map((ref) => ref.periodId), refs.map((ref) => ref.vintage)],
  );
  return new Map(rows.map(({ id, cause }) => [id, causeFromCode(cause)]));
}

function formerAssessmentId({ detail }: Change): string | null {
  return typeof detail.before === "string" ? detail.before : null;
}
