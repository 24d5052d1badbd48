import type { Question } from "@talent/core/assessment";
import { verdictWord } from "@talent/core/quote";
import { VerdictMark } from "../parts/verdict-mark.tsx";
import { type Carried, href } from "../request/href.ts";
import { familyOf, QUESTION_LABEL, QUESTIONS, verdictColour } from "../words/verdict-words.ts";
import type { ClaimRowModel } from "./row-model.ts";
import { tally } from "./tally.ts";

/** All claims under all three questions in one picture, with the counts as ways in. */
export function Glance({ models, carried }: { models: readonly ClaimRowModel[]; carried: Carried }) {
  return (
    <div className="divide-y divide-rule border-y border-rule">
      {QUESTIONS.map((question) => (
        <GlanceRow key={question} question={question} models={models} carried={carried} />
      ))}
    </div>
  );
}

function GlanceRow({ question, models, carried }: { question: Question; models: readonly ClaimRowModel[]; carried: Carried }) {
  const counts = tally(
    models.map((model) => model.entry.headline),
    question,
  );
  return (
    <div className="grid items-center gap-x-8 gap-y-2 py-4 lg:grid-cols-[17rem_auto_1fr]">
      <h3 className="leading-snug font-semibold">{QUESTION_LABEL[question]}</h3>
      <Strip question={question} models={models} />
      <ul className="flex flex-wrap gap-x-5 gap-y-1">
        {counts.map(({ verdict, count }) => (
          <li key={verdict}>
            <a href={href("/#ledger", carried, { verdict, question })} className="count-link">
              <VerdictMark family={familyOf(verdict)} size={11} />
              <span>
                <strong>{count}</strong> {verdictWord(verdict).toLowerCase()}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

const STEP = 22;

function Strip({ question, models }: { question: Question; models: readonly ClaimRowModel[] }) {
  return (
    <svg
      viewBox={`0 0 ${models.length * STEP} ${STEP}`}
      width={models.length * STEP}
      height={STEP}
      className="h-auto max-w-full"
      role="img"
      aria-label={`${models.length} claims in the order of the article, one mark each`}
    >
      {models.map(({ entry }, index) => (
        <Mark key={entry.claim.id} x={index * STEP} claim={entry.claim.paraphrase} verdict={entry.headline.primary[question]} />
      ))}
    </svg>
  );
}

// Shapes as in VerdictMark, drawn on one ground so that a strip is one picture.
const PATH = {
  for: "M11 3a8 8 0 1 1 0 16a8 8 0 1 1 0-16z",
  against: "M11 1.5l9.5 9.5l-9.5 9.5l-9.5-9.5z",
  unclear: "M11 3a8 8 0 1 1 0 16a8 8 0 1 1 0-16zM11 4.5a6.5 6.5 0 0 0 0 13z",
  none: "M11 4a7 7 0 1 1 0 14a7 7 0 1 1 0-14zM11 5.6a5.4 5.4 0 1 0 0 10.8a5.4 5.4 0 1 0 0-10.8z",
} as const;

function Mark({ x, claim, verdict }: { x: number; claim: string; verdict: Parameters<typeof familyOf>[0] }) {
  const family = familyOf(verdict);
  return (
    <path d={PATH[family]} transform={`translate(${x})`} fill={verdictColour(verdict)} fillRule="evenodd">
      <title>{`${verdictWord(verdict)}: ${claim}`}</title>
    </path>
  );
}
