import { stripDomain, thresholdStrip } from "@talent/charts/threshold-strip";
import type { Assessment } from "@talent/core/claim/assessment";
import type { Reading } from "@talent/core/claim/claim";
import { flipWords, reasonWords, verdictWord } from "@talent/core/text/verdict-text";
import { GradeBadge, VerdictBadge } from "../components/badge.tsx";
import { Card } from "../components/card.tsx";
import { Drawing } from "../components/markup.tsx";
import type { ShownAssessment } from "../ledger/load.ts";
import { intervalWords, neededWords, valueWords } from "../words/observation-words.ts";
import { typeset } from "../words/text.ts";
import {
  DIRECTION_LABEL,
  FIT_LABEL,
  FIT_MEANING,
  PROVENANCE_LABEL,
  QUESTION_LABEL,
  QUESTION_SHORT,
  QUESTION_TINY,
  QUESTIONS,
  verdictColour,
  verdictFamily,
} from "../words/verdict-words.ts";

/** The primary reading's answer to each question, in a row. */
export function QuestionCards({ reading, assessments }: { reading: Reading; assessments: readonly Assessment[] }) {
  return (
    <div className="grid gap-4 lg:grid-cols-3">
      {assessments.map((assessment) => (
        <Card key={assessment.question} edge={verdictFamily(assessment.verdict)}>
          <QuestionAnswer reading={reading} assessment={assessment} />
        </Card>
      ))}
    </div>
  );
}

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

export type AssessedReading = { readonly reading: Reading; readonly assessments: readonly ShownAssessment[] };

/** Every reading against its own threshold, under all three questions; the primary one first. */
export function ReadingsTable({ readings }: { readings: readonly AssessedReading[] }) {
  return (
    <table className="readings">
      <thead>
        <tr>
          <th scope="col">Reading</th>
          {QUESTIONS.map((question) => (
            <th key={question} scope="col" title={QUESTION_LABEL[question]}>
              {QUESTION_SHORT[question]}
            </th>
          ))}
          <th scope="col">Against what the claim needs</th>
        </tr>
      </thead>
      <tbody>
        {readings.map((one) => (
          <ReadingRow key={one.reading.id} one={one} all={readings} />
        ))}
      </tbody>
    </table>
  );
}

function ReadingRow({ one, all }: { one: AssessedReading; all: readonly AssessedReading[] }) {
  const { reading, assessments } = one;
  return (
    <tr id={`reading-${reading.id}`} className={reading.primary ? "reading-primary" : undefined}>
      <th scope="row">
        <ReadingHead reading={reading} />
      </th>
      {assessments.map((assessment) => (
        <td key={assessment.question} data-question={QUESTION_SHORT[assessment.question]}>
          <ReadingAnswer assessment={assessment} unit={reading.unit} />
        </td>
      ))}
      <td className="reading-strip">
        {reading.expected ? <p className="needs">{neededWords(reading.expected, reading.unit)}</p> : null}
        <Drawing svg={readingStrip(one, all)} />
      </td>
    </tr>
  );
}

function ReadingHead({ reading }: { reading: Reading }) {
  const notes = [reading.sameStudy ? "Matches the study the article cites; not independent." : null, reading.bridge, reading.periodBridge];
  return (
    <>
      {reading.primary ? <span className="label mb-1 block text-ink">Closest reading</span> : null}
      {reading.uncounted ? <span className="label mb-1 block">How the number can be reproduced, not counted</span> : null}
      <span className={reading.primary ? "font-semibold" : undefined}>{typeset(reading.says)}</span>
      <span className="mt-1.5 flex flex-wrap gap-1.5">
        <GradeBadge title={FIT_MEANING[reading.fit]}>{FIT_LABEL[reading.fit]}</GradeBadge>
        <GradeBadge>{PROVENANCE_LABEL[reading.provenance]}</GradeBadge>
        <GradeBadge>{`Origin: ${reading.dataOrigin}`}</GradeBadge>
      </span>
      {notes.map((note) =>
        note ? (
          <span key={note} className="mt-1.5 block text-sm text-muted">
            {typeset(note)}
          </span>
        ) : null,
      )}
    </>
  );
}

function ReadingAnswer({ assessment, unit }: { assessment: ShownAssessment; unit: string }) {
  const interval = intervalWords(assessment, unit);
  return (
    <>
      <VerdictBadge verdict={assessment.verdict} />
      {assessment.value === null ? null : (
        <span className="mt-1 block">
          <span className="font-semibold">{valueWords(assessment, unit)}</span> <span className="text-muted">{assessment.period}</span>
        </span>
      )}
      {assessment.withheld ? <span className="mt-1 block text-sm text-muted">number withheld by licence</span> : null}
      {interval ? <span className="block text-sm text-muted">{interval}</span> : null}
      {assessment.fragile ? <GradeBadge strong>Fragile</GradeBadge> : null}
    </>
  );
}

function readingStrip({ reading, assessments }: AssessedReading, all: readonly AssessedReading[]): string {
  const { expected, unit } = reading;
  if (!expected || unit === "in force" || assessments.every((assessment) => assessment.value === null)) return "";
  const alike = all.filter((other) => other.reading.unit === unit && JSON.stringify(other.reading.expected) === JSON.stringify(expected));
  const said = assessments.map(
    (one) => `${QUESTION_SHORT[one.question]}: ${valueWords(one, unit)}, ${verdictWord(one.verdict).toLowerCase()}`,
  );
  return thresholdStrip({
    label: `Needed: ${neededWords(expected, unit)}. ${said.join("; ")}`,
    lanes: assessments.map((one) => ({ words: QUESTION_TINY[one.question], measured: one, colour: verdictColour(one.verdict) })),
    expected,
    domain: stripDomain(
      alike.flatMap((other) => other.assessments),
      expected,
    ),
    unit,
  });
}
