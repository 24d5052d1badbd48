import type { Question } from "@talent/core/claim/assessment";
import { verdictWord } from "@talent/core/claim/verdict-text";
import { Markup } from "../components/markup.tsx";
import { VerdictMark } from "../components/verdict-mark.tsx";
import { type Carried, href } from "../request/href.ts";
import { familyOf, QUESTION_LABEL, QUESTIONS } from "../words/verdict-words.ts";
import type { ClaimRowModel } from "./row-model.ts";
import { paragraphScale, strip } from "./strip.ts";
import { tally } from "./tally.ts";

/** All claims under all three questions in one picture, with the counts as ways in. */
export function Glance({ models, carried }: { models: readonly ClaimRowModel[]; carried: Carried }) {
  return (
    <div className="divide-y divide-rule border-b border-rule">
      <div className="glance-row items-end pb-1.5 text-sm text-muted" aria-hidden="true">
        <span className="hidden lg:block">The question</span>
        <Markup className="hidden sm:block" of={paragraphScale(models)} />
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
      <Markup of={strip(question, models)} />
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
