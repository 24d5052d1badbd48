import type { Assessment } from "@talent/core/claim/assessment";
import type { Reading } from "@talent/core/claim/claim";
import { flipWords, reasonWords } from "@talent/core/claim/verdict-text";
import { Card } from "@tremor/react";
import { VerdictBadge } from "../components/badge.tsx";
import { GradeBadge } from "../components/grade-badge.tsx";
import { typeset } from "../words/text.ts";
import { intervalWords, valueWords } from "../words/value-words.ts";
import { DIRECTION_LABEL, familyOf, QUESTION_LABEL } from "../words/verdict-words.ts";

/** The primary reading's answer to each question, in a row. */
export function QuestionCards({ reading, assessments }: { reading: Reading; assessments: readonly Assessment[] }) {
  return (
    <div className="grid gap-4 lg:grid-cols-3">
      {assessments.map((assessment) => (
        <Card key={assessment.question} className={`border-t-4 p-5 ${EDGE[familyOf(assessment.verdict)]}`}>
          <QuestionAnswer reading={reading} assessment={assessment} />
        </Card>
      ))}
    </div>
  );
}

const EDGE = { for: "border-t-for", against: "border-t-against", unclear: "border-t-unclear", none: "border-t-none" } as const;

/** One question with its verdict, value, reasons, and what would flip it. */
export function QuestionAnswer({ reading, assessment }: { reading: Reading; assessment: Assessment }) {
  const { question, verdict, value, period, fragile, direction, reasons } = assessment;
  const interval = intervalWords(assessment, reading.unit);
  const [figure, unit] = figureAndUnit(valueWords(assessment, reading.unit));
  const flip = flipWords(assessment, reading);
  return (
    <>
      <h3 className="text-[0.9375rem] leading-snug font-semibold">
        {QUESTION_LABEL[question]}
        {question === "now" && period ? `, ${period}` : ""}
      </h3>
      <p className="mt-3 flex flex-wrap items-center gap-2">
        <VerdictBadge verdict={verdict} />
        {fragile ? <GradeBadge strong>Fragile</GradeBadge> : null}
      </p>
      {value === null ? null : (
        <p className="mt-3">
          <span className="text-3xl leading-none font-semibold">{figure}</span>
          {unit ? <span className="ml-1.5 font-semibold">{unit}</span> : null}
          <span className="ml-2 text-muted">
            {period}
            {interval ? ` (${interval})` : ""}
          </span>
        </p>
      )}
      <ul className="mt-3 space-y-1 text-[0.9375rem] leading-snug text-muted">
        {reasons.map((reason) => (
          <li key={JSON.stringify(reason)}>{typeset(reasonWords(reason))}</li>
        ))}
        {question === "now" && direction ? <li>Direction: {DIRECTION_LABEL[direction]}.</li> : null}
        {flip ? <li className="text-ink">{typeset(flip)}</li> : null}
      </ul>
    </>
  );
}

/** The number to be set large, and the unit that follows it in words. */
function figureAndUnit(words: string): [string, string] {
  const [, figure, unit] = /^((?:at (?:least|most) )?[\u2212\d.,]+[×%]?) (.+)$/.exec(words) ?? [];
  return [figure ?? words, unit ?? ""];
}
