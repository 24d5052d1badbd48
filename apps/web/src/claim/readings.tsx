import { stripDomain, thresholdStrip } from "@talent/charts/threshold-strip";
import type { Reading } from "@talent/core/claim/claim";
import { verdictWord } from "@talent/core/claim/verdict-text";
import { VerdictBadge } from "../components/badge.tsx";
import { Drawing } from "../components/drawing.tsx";
import { GradeBadge } from "../components/grade-badge.tsx";
import type { ShownAssessment } from "../ledger/load.ts";
import { typeset } from "../words/text.ts";
import { intervalWords, neededWords, valueWords } from "../words/value-words.ts";
import {
  FIT_LABEL,
  FIT_MEANING,
  PROVENANCE_LABEL,
  QUESTION_LABEL,
  QUESTION_SHORT,
  QUESTION_TINY,
  QUESTIONS,
  verdictColour,
} from "../words/verdict-words.ts";

export type ReadingWith = { readonly reading: Reading; readonly assessments: readonly ShownAssessment[] };

/** Every reading against its own threshold, under all three questions; the primary one first. */
export function ReadingsTable({ readings }: { readings: readonly ReadingWith[] }) {
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

function ReadingRow({ one, all }: { one: ReadingWith; all: readonly ReadingWith[] }) {
  const { reading, assessments } = one;
  return (
    <tr id={`reading-${reading.id}`} className={reading.primary ? "reading-primary" : undefined}>
      <th scope="row">
        <ReadingHead reading={reading} />
      </th>
      {assessments.map((assessment) => (
        <td key={assessment.question} data-question={QUESTION_SHORT[assessment.question]}>
          <Answer assessment={assessment} unit={reading.unit} />
        </td>
      ))}
      <td className="reading-strip">
        {reading.expected ? <p className="needs">{neededWords(reading.expected, reading.unit)}</p> : null}
        <Drawing svg={strip(one, all)} />
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

function Answer({ assessment, unit }: { assessment: ShownAssessment; unit: string }) {
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

function strip({ reading, assessments }: ReadingWith, all: readonly ReadingWith[]): string {
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
