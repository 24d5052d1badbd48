import type { Question, Verdict } from "../claim/assessment.ts";
import type { Release, ReleaseCause } from "./release.ts";
import type { Watch } from "./rule.ts";

/** One stored assessment of a reading, as far as a rule about its verdict needs it. Instants are ISO. */
export type AnsweredReading = {
  readonly question: Question;
  readonly verdict: Verdict;
  readonly value: number | null;
  readonly period: string | null;
  readonly knownAt: string;
  /** Why it differs from the one before: what its inputs went through, the clock, or another definition. */
  readonly cause: ReleaseCause;
  readonly inputs: readonly string[];
};

/**
 * What a rule about a verdict learned after `from` (exclusive; null: from the beginning) and up to `to`: one release for each instant at which one
 * of its questions was answered anew. `answers`: in the order they were stored, beginning with the newest of each question at `from` or before. One that
 * was made with a clock put back counts from the instant of the one before it: what was stated last holds.
 */
export function verdictReleases(
  { questions }: Extract<Watch, { kind: "verdict" }>,
  answers: readonly AnsweredReading[],
  from: Date | null,
  to: Date,
): Release[] {
  const [after, until] = [from?.toISOString() ?? "", to.toISOString()];
  const standing: Partial<Record<Question, AnsweredReading>> = {};
  const releases: Release[] = [];
  for (const [at, made] of Map.groupBy(orderedAnswers(answers, questions), (one) => one.at)) {
    const before = { ...standing };
    for (const { answer } of made) standing[answer.question] = answer;
    if (at <= after || at > until) continue;
    const told = decisiveAnswer(questions, before, standing);
    if (told !== undefined) releases.push(verdictRelease(at, questions, standing, told));
  }
  return releases;
}

type OrderedAnswer = { readonly at: string; readonly answer: AnsweredReading };

function orderedAnswers(answers: readonly AnsweredReading[], questions: readonly Question[]): OrderedAnswer[] {
  let newest = "";
  return answers
    .filter(({ question }) => questions.includes(question))
    .map((answer) => {
      newest = answer.knownAt > newest ? answer.knownAt : newest;
      return { at: newest, answer };
    });
}

/** The answer a release is about: the first question whose verdict moved, else the first that was answered anew. */
function decisiveAnswer(
  questions: readonly Question[],
  before: Partial<Record<Question, AnsweredReading>>,
  after: Partial<Record<Question, AnsweredReading>>,
): AnsweredReading | undefined {
  const anew = questions.flatMap((question) => (after[question] === before[question] ? [] : (after[question] ?? [])));
  return anew.find(({ question, verdict }) => before[question]?.verdict !== verdict) ?? anew[0];
}

function verdictRelease(
  at: string,
  questions: readonly Question[],
  standing: Partial<Record<Question, AnsweredReading>>,
  { cause, value, period, inputs }: AnsweredReading,
): Release {
  const verdicts: Partial<Record<Question, Verdict>> = {};
  for (const question of questions) if (standing[question] !== undefined) verdicts[question] = standing[question].verdict;
  return { kind: "verdict", at, cause, verdicts, value, period, inputs };
}
