import type { Question } from "@talent/core/claim/assessment";
import { verdictWord } from "@talent/core/claim/verdict-text";
import { type Html, html } from "../components/html.ts";
import { FAMILY_SHAPE } from "../components/verdict-shape.ts";
import { familyOf, verdictColour } from "../words/verdict-words.ts";
import type { ClaimRowModel } from "./row-model.ts";

const STEP = 22;

/** One mark for every claim, in the article's order, for one question. */
export function strip(question: Question, models: readonly ClaimRowModel[]): Html {
  const width = models.length * STEP;
  const marks = models.map(({ entry: { claim, headline } }, index) => {
    const verdict = headline.primary[question];
    return html`<path d="${FAMILY_SHAPE[familyOf(verdict)]}" transform="translate(${index * STEP})" fill="${verdictColour(verdict)}" fill-rule="evenodd"><title>${verdictWord(verdict)}: ${claim.paraphrase}</title></path>`;
  });
  return html`<svg viewBox="0 0 ${width} ${STEP}" width="${width}" height="${STEP}" class="strip" role="img" aria-label="${models.length} claims in the order of the article, one mark each">${marks}</svg>`;
}

/** The paragraph of every mark below it. Decoration: each claim says its own. */
export function paragraphScale(models: readonly ClaimRowModel[]): Html {
  const width = models.length * STEP;
  const labels = models.map(
    ({ entry: { claim } }, index) =>
      html`<text x="${index * STEP + STEP / 2}" y="11" text-anchor="middle" font-size="11" fill="var(--muted)">¶${claim.place.paragraph}</text>`,
  );
  return html`<svg viewBox="0 0 ${width} 14" width="${width}" height="14" aria-hidden="true" class="strip">${labels}</svg>`;
}
