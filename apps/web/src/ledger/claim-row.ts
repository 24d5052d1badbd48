import { expectsReview } from "@talent/core/claim/ledger-json";
import { gradeBadge, verdictBadge } from "../components/badge-html.ts";
import { drawn, type Html, html } from "../components/html.ts";
import { type Carried, href } from "../request/href.ts";
import { day } from "../words/dates.ts";
import { dueLabel } from "../words/due-label.ts";
import { speaker } from "../words/speaker.ts";
import { DIRECTION_LABEL, FIT_LABEL, FIT_MEANING, KIND_LABEL, PROVENANCE_LABEL, QUESTION_SHORT } from "../words/verdict-words.ts";
import { isFragile } from "./filters.ts";
import type { ClaimRowModel, RowLine } from "./row-model.ts";

/** One claim of the ledger: who said it where, how it stands in one sentence, its values then and now. */
export function claimRow(model: ClaimRowModel, carried: Carried): Html {
  const { claim } = model.entry;
  return html`
    <li id="${claim.id}" class="claim-row">
      ${claimPlace(claim)}
      <div>
        <h3 class="claim-words"><a href="${href(`/claims/${claim.id}`, carried)}">${model.claimed}</a></h3>${" "}
        <p class="inline">${model.verdict}</p>
        <p class="grades">${grades(model)}</p>
        ${times(model)}
      </div>
      <div>
        <table class="row-lines">
          <caption class="sr-only">The closest reading, under three questions</caption>
          <tbody>${model.lines.map(line)}</tbody>
        </table>
        ${spark(model)}
      </div>
    </li>`;
}

/** Paragraph, speaker and kind, in the margin. */
export function claimPlace({ place, kind }: ClaimRowModel["entry"]["claim"]): Html {
  const { paragraph, saidBy, sourceNamed } = place;
  return html`
    <p class="claim-place">
      <span class="claim-paragraph"><span aria-hidden="true">¶</span><span class="sr-only">Paragraph </span>${paragraph}</span>
      <span>${speaker(saidBy)}</span>
      ${sourceNamed && sourceNamed !== saidBy ? html`<span>citing ${sourceNamed}</span>` : null}
      <span>${KIND_LABEL[kind]}</span>
    </p>`;
}

function grades({ entry, primary }: ClaimRowModel): Html[] {
  const fragile = isFragile(entry) ? [gradeBadge("Fragile", { strong: true })] : [];
  if (!primary) return fragile;
  const own = primary.sameStudy ? [gradeBadge("The article’s own study")] : [];
  return [
    ...fragile,
    gradeBadge(FIT_LABEL[primary.fit], { title: FIT_MEANING[primary.fit] }),
    gradeBadge(PROVENANCE_LABEL[primary.provenance]),
    ...own,
  ];
}

function line({ assessment: { question, verdict, direction }, value, period }: RowLine): Html {
  const measured = period === null ? value : html`${value}, <span class="row-period">${period}</span>`;
  const moving = question === "now" && direction ? html`<span class="row-direction">direction: ${DIRECTION_LABEL[direction]}</span>` : null;
  return html`<tr><th scope="row">${QUESTION_SHORT[question]}</th><td>${verdictBadge(verdict)}</td><td>${measured}${moving}</td></tr>`;
}

function spark({ spark: svg }: ClaimRowModel): Html | null {
  return svg ? html`<div class="row-spark">${drawn(svg)}</div>` : null;
}

function times({ entry, evidenceEnds, knownAt }: ClaimRowModel): Html {
  const { lastChecked, lastChanged, nextExpected } = entry.times;
  const facts = [
    evidenceEnds ? ["evidence ends", evidenceEnds] : null,
    ["checked", lastChecked ? day(lastChecked) : "not yet"],
    lastChanged ? ["changed", day(lastChanged)] : null,
    nextExpected ? [dueLabel(nextExpected, knownAt, expectsReview(entry.assessments)), day(nextExpected)] : null,
  ];
  const shown = facts.map((fact) => (fact ? html`<div><dt>${fact[0]}</dt>${" "}<dd>${fact[1]}</dd></div>` : null));
  return html`<dl class="row-times">${shown}</dl>`;
}
