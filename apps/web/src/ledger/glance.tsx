import type { Question } from "@talent/core/assessment";
import { verdictWord } from "@talent/core/quote";
import { VerdictMark } from "../parts/verdict-mark.tsx";
import { FAMILY_SHAPE } from "../parts/verdict-shape.ts";
import { type Carried, href } from "../request/href.ts";
import { familyOf, QUESTION_LABEL, QUESTIONS, verdictColour } from "../words/verdict-words.ts";
import type { ClaimRowModel } from "./row-model.ts";
import { tally } from "./tally.ts";

/** All claims under all three questions in one picture, with the counts as ways in. */
export function Glance({ models, carried }: { models: readonly ClaimRowModel[]; carried: Carried }) {
  return (
    <div className="divide-y divide-rule border-b border-rule">
      <div className="glance-row items-end pb-1.5 text-sm text-muted" aria-hidden="true">
        <span className="hidden lg:block">The question</span>
        <ParagraphScale models={models} />
        <span className="hidden lg:block">How many claims</span>
      </div>
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
    <div className="glance-row items-center py-4">
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

/** The paragraph of every mark below. */
function ParagraphScale({ models }: { models: readonly ClaimRowModel[] }) {
  return (
    <svg
      viewBox={`0 0 ${models.length * STEP} 14`}
      width={models.length * STEP}
      height={14}
      aria-hidden="true"
      className="hidden h-auto max-w-full sm:block"
    >
      {models.map(({ entry: { claim } }, index) => (
        <text key={claim.id} x={index * STEP + STEP / 2} y={11} textAnchor="middle" fontSize={11} fill="var(--muted)">
          {`¶${claim.place.paragraph}`}
        </text>
      ))}
    </svg>
  );
}

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

function Mark({ x, claim, verdict }: { x: number; claim: string; verdict: Parameters<typeof familyOf>[0] }) {
  const family = familyOf(verdict);
  return (
    <path d={FAMILY_SHAPE[family]} transform={`translate(${x})`} fill={verdictColour(verdict)} fillRule="evenodd">
      <title>{`${verdictWord(verdict)}: ${claim}`}</title>
    </path>
  );
}
