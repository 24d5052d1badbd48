import { Drawing } from "../parts/drawing.tsx";
import { GradeBadge } from "../parts/grade-badge.tsx";
import { VerdictBadge } from "../parts/verdict-badge.tsx";
import { type Carried, href } from "../request/href.ts";
import { day } from "../words/dates.ts";
import { speaker } from "../words/speaker.ts";
import { DIRECTION_LABEL, FIT_LABEL, FIT_MEANING, KIND_LABEL, PROVENANCE_LABEL, QUESTION_SHORT } from "../words/verdict-words.ts";
import { isFragile } from "./filters.ts";
import type { ClaimRowModel, RowLine } from "./row-model.ts";

/** One claim of the ledger. */
export function ClaimRow({ model, carried }: { model: ClaimRowModel; carried: Carried }) {
  const { claim } = model.entry;
  return (
    <li id={claim.id} className="claim-row">
      <ClaimPlace claim={claim} />
      <div>
        <h3 className="inline font-serif text-[1.2rem] leading-snug font-semibold">
          <a href={href(`/claims/${claim.id}`, carried)} className="text-ink decoration-transparent hover:decoration-current">
            {model.claimed}
          </a>
        </h3>{" "}
        <p className="inline">{model.verdict}</p>
        <p className="mt-3 flex flex-wrap gap-1.5">
          {isFragile(model.entry) ? <GradeBadge strong>Fragile</GradeBadge> : null}
          {model.primary ? <GradeBadge title={FIT_MEANING[model.primary.fit]}>{FIT_LABEL[model.primary.fit]}</GradeBadge> : null}
          {model.primary ? <GradeBadge>{PROVENANCE_LABEL[model.primary.provenance]}</GradeBadge> : null}
          {model.primary?.sameStudy ? <GradeBadge>The article’s own study</GradeBadge> : null}
        </p>
        <RowTimes model={model} />
      </div>
      <div>
        <table className="row-lines">
          <caption className="sr-only">The closest reading, under three questions</caption>
          <tbody>
            {model.lines.map((line) => (
              <Line key={line.assessment.question} line={line} />
            ))}
          </tbody>
        </table>
        {model.spark ? <Spark model={model} /> : null}
      </div>
    </li>
  );
}

export function ClaimPlace({ claim }: { claim: ClaimRowModel["entry"]["claim"] }) {
  const { paragraph, saidBy, sourceNamed } = claim.place;
  return (
    <p className="text-sm leading-snug text-muted">
      <span className="figures block font-serif text-2xl leading-none text-ink" title={`Paragraph ${paragraph} of the article`}>
        <span aria-hidden="true">¶</span>
        <span className="sr-only">Paragraph </span>
        {paragraph}
      </span>
      <span className="mt-1.5 block">{speaker(saidBy)}</span>
      {sourceNamed ? <span className="block">citing {sourceNamed}</span> : null}
      <span className="block">{KIND_LABEL[claim.kind]}</span>
    </p>
  );
}

function Line({ line: { assessment, value } }: { line: RowLine }) {
  const { direction, question, verdict } = assessment;
  return (
    <tr>
      <th scope="row">{QUESTION_SHORT[question]}</th>
      <td>
        <VerdictBadge verdict={verdict} />
      </td>
      <td>
        {value}
        {question === "now" && direction ? <span className="block text-sm text-muted">direction: {DIRECTION_LABEL[direction]}</span> : null}
      </td>
    </tr>
  );
}

function Spark({ model }: { model: ClaimRowModel }) {
  return (
    <figure className="mt-3">
      <Drawing svg={model.spark} />
      <figcaption className="figures mt-1 flex justify-between text-xs text-muted">
        <span>{model.sparkFrom}</span>
        {model.sparkTo === model.sparkFrom ? null : <span>{model.sparkTo}</span>}
      </figcaption>
    </figure>
  );
}

function RowTimes({ model }: { model: ClaimRowModel }) {
  const now = model.knownAt;
  const { lastChecked, lastChanged, nextExpected } = model.entry.times;
  const facts = [
    model.evidenceEnds ? ["evidence ends", model.evidenceEnds] : null,
    lastChecked ? ["checked", day(lastChecked)] : ["checked", "not yet"],
    lastChanged ? ["changed", day(lastChanged)] : null,
    nextExpected ? [nextExpected < now ? "next was due" : "next expected", day(nextExpected)] : null,
  ].filter((fact): fact is string[] => fact !== null);
  return (
    <dl className="row-times">
      {facts.map(([term, fact]) => (
        <div key={term}>
          <dt>{term}</dt> <dd>{fact}</dd>
        </div>
      ))}
    </dl>
  );
}
