import type { Republish } from "@talent/core/capture/source";
import type { Assessment } from "@talent/core/claim/assessment";
import type { Db } from "../../connect.ts";
import { parseObservationId } from "../../encoding/observation-id.ts";

/** Licences that withhold no number. */
export const OPEN_LICENCES: readonly Republish[] = ["values", "unmodified"];

/** `is_count`: a count of ours over rows of the document. `is_cited`: some stored assessment rests on this very version. */
type LicenceRow = { readonly republish: Republish; readonly is_count: boolean; readonly is_cited: boolean };

/** The code that withholds a number, or null when it may be shown. The verdict, citation and link may always be. */
function withholdingCode({ republish, is_count, is_cited }: LicenceRow): Republish | null {
  switch (republish) {
    case "values":
    case "unmodified":
      return null;
    case "cited":
      return is_cited ? null : republish;
    case "counts":
      return is_count ? null : republish;
    case "verdict_only":
      return republish;
  }
}

/** Of these observations, those whose value may not be shown, with the code that says why. */
export async function withheldAmong(db: Db, ids: readonly string[]): Promise<Map<string, Republish>> {
  const refs = [...new Set(ids)].flatMap((id) => {
    const ref = parseObservationId(id);
    return ref === null ? [] : [{ id, ...ref }];
  });
  if (refs.length === 0) return new Map();
  const { rows } = await db.pool.query<LicenceRow & { id: string }>(
    `SELECT wanted.id, src.republish,
       src.republish = 'counts' AND EXISTS (SELECT FROM locators l WHERE l.id = o.locator_id AND l.kind = 'rows') AS is_count,
       src.republish = 'cited' AND EXISTS (
         SELECT FROM cited_observations t WHERE t.series_id = o.series_id AND t.period_id = o.period_id AND t.vintage = o.vintage) AS is_cited
     FROM unnest($1::text[], $2::integer[], $3::integer[], $4::timestamptz[]) AS wanted (id, series_id, period_id, vintage)
     JOIN observations o USING (series_id, period_id, vintage)
     JOIN series k ON k.id = o.series_id JOIN sources src ON src.id = k.source_id
     WHERE src.republish <> ALL ($5)`,
    [
      refs.map((ref) => ref.id),
      refs.map((ref) => ref.seriesId),
      refs.map((ref) => ref.periodId),
      refs.map((ref) => ref.vintage),
      OPEN_LICENCES,
    ],
  );
  return new Map(
    rows.flatMap((row): [string, Republish][] => {
      const code = withholdingCode(row);
      return code === null ? [] : [[row.id, code]];
    }),
  );
}

/** An assessment in its public form. `withheld`: its numbers rest on ones that may not be shown; its verdict stands. */
export type GatedAssessment<A extends Assessment = Assessment> = A & { readonly withheld?: Republish };

/** Takes out of assessments, stored or made just now, every number that a licence withholds. */
export async function gateAssessments<A extends Assessment>(db: Db, assessments: readonly A[]): Promise<GatedAssessment<A>[]> {
  const withheld = await withheldAmong(
    db,
    assessments.flatMap((assessment) => assessment.inputs),
  );
  return assessments.map((assessment) => {
    const code = assessment.inputs.map((id) => withheld.get(id)).find((found) => found !== undefined);
    if (code === undefined) return assessment;
    const reasons = assessment.reasons.map((reason) => withoutNumbers(reason));
    return { ...assessment, value: null, low: null, high: null, margin: null, reasons, withheld: code };
  });
}

function withoutNumbers<R extends object>(reason: R): R {
  return Object.fromEntries(Object.entries(reason).map(([name, given]) => [name, typeof given === "number" ? null : given])) as R;
}
