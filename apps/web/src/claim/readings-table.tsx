import { stripAxis, stripDomain, thresholdStrip } from "@talent/charts/threshold-strip";
import type { Assessment } from "@talent/core/assessment";
import type { Reading } from "@talent/core/claim";
import { verdictWord } from "@talent/core/quote";
import { Drawing } from "../parts/drawing.tsx";
import { GradeBadge } from "../parts/grade-badge.tsx";
import { VerdictBadge } from "../parts/verdict-badge.tsx";
import { typeset } from "../words/typeset.ts";
import { intervalWords, neededWords, valueWords } from "../words/value-words.ts";
import { FIT_LABEL, FIT_MEANING, PROVENANCE_LABEL, QUESTION_SHORT } from "../words/verdict-words.ts";
import { verdictColour } from "./question-cards.tsx";

type ReadingWith = { readonly reading: Reading; readonly assessments: readonly Assessment[] };

/** Every reading against its own threshold, under all three questions; the primary one first. */
export function ReadingsTable({ readings }: { readings: readonly ReadingWith[] }) {
  return (
    <ol>
      {readings.map((one) => (
        <li key={one.reading.id} id={`reading-${one.reading.id}`} className="reading-row">
          <ReadingHead reading={one.reading} />
          <ReadingAnswers {...one} />
        </li>
      ))}
    </ol>
  );
}

function ReadingHead({ reading }: { reading: Reading }) {
  return (
    <div>
      {reading.primary ? <p className="label mb-1 text-ink">Closest reading</p> : null}
      {reading.uncounted ? <p className="label mb-1">How the number can be reproduced, not counted</p> : null}
      <h3 className="text-[1.0625rem] leading-snug font-semibold">{typeset(reading.says)}</h3>
      <p className="mt-2 flex flex-wrap gap-1.5">
        <GradeBadge title={FIT_MEANING[reading.fit]}>{FIT_LABEL[reading.fit]}</GradeBadge>
        <GradeBadge>{PROVENANCE_LABEL[reading.provenance]}</GradeBadge>
        <GradeBadge>{`Origin: ${reading.dataOrigin}`}</GradeBadge>
      </p>
      {reading.sameStudy ? <p className="mt-2 text-[0.9375rem]">Matches the study the article cites; not independent.</p> : null}
      {reading.bridge ? <p className="mt-2 text-[0.9375rem] text-muted">Bridge: {typeset(reading.bridge)}</p> : null}
      {reading.periodBridge ? <p className="mt-2 text-[0.9375rem] text-muted">Periods: {typeset(reading.periodBridge)}</p> : null}
    </div>
  );
}

function ReadingAnswers({ reading, assessments }: ReadingWith) {
  const { expected, unit } = reading;
  const domain = stripDomain(assessments, expected);
  const drawn = expected !== null && unit !== "in force" && assessments.some((assessment) => assessment.value !== null);
  return (
    <table className="answers">
      <thead>
        <tr>
          <th scope="col">Question</th>
          <th scope="col">Verdict</th>
          <th scope="col">Value</th>
          {drawn ? (
            <th scope="col" className="answers-strip">
              <span className="sr-only">Against what the claim needs</span>
              <Drawing svg={stripAxis(expected, domain, unit)} />
            </th>
          ) : null}
        </tr>
      </thead>
      <tbody>
        {assessments.map((assessment) => (
          <tr key={assessment.question}>
            <th scope="row">{QUESTION_SHORT[assessment.question]}</th>
            <td>
              <VerdictBadge verdict={assessment.verdict} />
            </td>
            <td>
              <AnswerValue assessment={assessment} unit={unit} />
            </td>
            {drawn ? (
              <td className="answers-strip">
                <Drawing svg={strip(assessment, reading, domain)} />
              </td>
            ) : null}
          </tr>
        ))}
      </tbody>
      {expected ? (
        <tfoot>
          <tr>
            <td colSpan={drawn ? 4 : 3}>The claim needs {neededWords(expected, unit)}.</td>
          </tr>
        </tfoot>
      ) : null}
    </table>
  );
}

function AnswerValue({ assessment, unit }: { assessment: Assessment; unit: string }) {
  const interval = intervalWords(assessment, unit);
  if (assessment.value === null) return <span className="text-muted">no value</span>;
  return (
    <>
      <span className="font-semibold">{valueWords(assessment, unit)}</span> <span className="text-muted">{assessment.period}</span>
      {interval ? <span className="block text-sm text-muted">{interval}</span> : null}
    </>
  );
}

function strip(assessment: Assessment, reading: Reading, domain: readonly [number, number]): string {
  const needed = reading.expected ? neededWords(reading.expected, reading.unit) : "nothing stated";
  const label = `${valueWords(assessment, reading.unit)}, against ${needed}: ${verdictWord(assessment.verdict).toLowerCase()}`;
  return thresholdStrip({ label, measured: assessment, expected: reading.expected, domain, colour: verdictColour(assessment) });
}
