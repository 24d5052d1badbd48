import type { ReleaseCause } from "@talent/core/alert/release";
import type { AnsweredReading } from "@talent/core/alert/verdict-releases";
import type { AssessmentCause, Question } from "@talent/core/claim/assessment";
import type { Db } from "../../connect.ts";
import { causeFromCode } from "../../encoding/codes.ts";
import { parseObservationId } from "../../encoding/observation-id.ts";

/** One question of a reading, from the knowledge of one instant on; `since` null: from the beginning. */
export type AnswerQuery = {
  readonly claim: string;
  readonly reading: string;
  readonly question: Question;
  readonly since: Date | null;
};

type AnswerRow = Omit<AnsweredReading, "knownAt" | "cause"> & {
  claim: string;
  reading: string;
  known_at: Date;
  recorded_at: Date;
  cause: AssessmentCause;
  former: string[] | null;
  former_known_at: Date | null;
  former_recorded_at: Date | null;
};

/**
 * The stored assessments of these questions by claim and reading, each list in the order of storing and beginning with the newest as of
 * `since` or before. Their causes are those of the numbers behind them: what the newest version of any input, present or former, went through; the
 * clock, where no such version was new to the one before.
 */
export async function storedAnswers(db: Db, wanted: readonly AnswerQuery[]): Promise<Map<string, AnsweredReading[]>> {
  if (wanted.length === 0) return new Map();
  const { rows } = await db.pool.query<AnswerRow>(
    `SELECT a.claim, a.reading, a.question, a.verdict, a.value, a.period, a.known_at, a.recorded_at, a.cause, a.inputs,
       lag(a.inputs) OVER before AS former, lag(a.known_at) OVER before AS former_known_at, lag(a.recorded_at) OVER before AS former_recorded_at
     FROM unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[]) AS w (claim, reading, question, since)
     JOIN assessments a ON a.claim = w.claim AND a.reading = w.reading AND a.question = w.question AND a.id >= coalesce((
       SELECT b.id FROM assessments b
       WHERE b.claim = w.claim AND b.reading = w.reading AND b.question = w.question AND b.known_at <= w.since ORDER BY b.id DESC LIMIT 1), 0)
     WINDOW before AS (PARTITION BY a.claim, a.reading, a.question ORDER BY a.id) ORDER BY a.id`,
    [
      wanted.map(({ claim }) => claim),
      wanted.map(({ reading }) => reading),
      wanted.map(({ question }) => question),
      wanted.map(({ since }) => since),
    ],
  );
  const causes = await answerCauses(db, rows);
  const answers = rows.map(({ claim, reading, question, verdict, value, period, known_at, inputs }, at) => ({
    key: answersKey(claim, reading),
    answer: { question, verdict, value, period, knownAt: known_at.toISOString(), cause: causes[at] ?? "new_period", inputs },
  }));
  return new Map([...Map.groupBy(answers, ({ key }) => key)].map(([key, list]) => [key, list.map(({ answer }) => answer)]));
}

/** The key of a reading's assessments. */
export const answersKey = (claim: string, reading: string): string => JSON.stringify([claim, reading]);

/** Another rule and the clock are causes themselves; where inputs differ, the newest thing that happened to one of them is. */
async function answerCauses(db: Db, rows: readonly AnswerRow[]): Promise<(ReleaseCause | undefined)[]> {
  const refs = rows.flatMap((row, at) => (row.cause === "inputs" ? inputRefs(row).map((ref) => ({ ...ref, at })) : []));
  const found = refs.length === 0 ? [] : await newestInputs(db, rows, refs);
  const causes = new Map(
    found.map((newest): [number, ReleaseCause] => {
      const row = rows[newest.at];
      return [newest.at, row !== undefined && wasKnownBefore(newest, row) ? "time" : causeFromCode(newest.cause)];
    }),
  );
  return rows.map((row, at) => (row.cause === "inputs" ? causes.get(at) : row.cause));
}

type InputRef = { readonly at: number; readonly seriesId: number; readonly periodId: number; readonly present: boolean };

function inputRefs({ inputs, former }: AnswerRow): Omit<InputRef, "at">[] {
  const refs = [...(former ?? []), ...inputs].flatMap((id, index) => {
    const ref = parseObservationId(id);
    return ref === null ? [] : [{ seriesId: ref.seriesId, periodId: ref.periodId, present: index >= (former ?? []).length }];
  });
  return [...new Map(refs.map((ref) => [`${ref.seriesId} ${ref.periodId}`, ref])).values()];
}

async function newestInputs(db: Db, rows: readonly AnswerRow[], refs: readonly InputRef[]): Promise<NewestInput[]> {
  const result = await db.pool.query<NewestInput>(
    `SELECT DISTINCT ON (w.at) w.at, o.cause, o.vintage, o.recorded_at
     FROM unnest($1::integer[], $2::integer[], $3::integer[], $4::boolean[], $5::timestamptz[]) AS w (at, series_id, period_id, present, known_at)
     CROSS JOIN LATERAL (
       SELECT v.vintage, v.cause, a.recorded_at FROM observations v JOIN appends a ON a.id = v.append_id
       WHERE v.series_id = w.series_id AND v.period_id = w.period_id AND v.vintage <= w.known_at ORDER BY v.vintage DESC LIMIT 1
     ) o
     ORDER BY w.at, o.vintage DESC, w.present DESC, w.period_id DESC`,
    [
      refs.map(({ at }) => at),
      refs.map(({ seriesId }) => seriesId),
      refs.map(({ periodId }) => periodId),
      refs.map(({ present }) => present),
      refs.map(({ at }) => rows[at]?.known_at),
    ],
  );
  return result.rows;
}

/** An assessment by its place in the list, and the newest version of all its present and former inputs. */
type NewestInput = { readonly at: number; readonly cause: string; readonly vintage: Date; readonly recorded_at: Date };

/** True when the assessment before knew that version: then no number has changed, only its time has come. */
function wasKnownBefore({ vintage, recorded_at }: NewestInput, { former_known_at, former_recorded_at }: AnswerRow): boolean {
  return former_known_at !== null && former_recorded_at !== null && vintage <= former_known_at && recorded_at <= former_recorded_at;
}
