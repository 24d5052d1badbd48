import { areaName } from "@talent/catalog/areas/all";
import { indicatorById } from "@talent/catalog/indicators/all";
import type { Claim } from "@talent/core/claim/claim";
import { expectsReview } from "@talent/core/claim/ledger-json";
import { LRUCache } from "lru-cache";
import { familyBadge, gradeBadge, verdictBadge } from "../components/badge.tsx";
import { type Html, html, trustedHtml } from "../components/html.ts";
import { type Carried, href } from "../request/href.ts";
import { dueLabel, formatDay } from "../words/dates.ts";
import { DIRECTION_LABEL, FIT_LABEL, FIT_MEANING, KIND_LABEL, PROVENANCE_LABEL, QUESTION_SHORT } from "../words/verdict-words.ts";
import { isFragile, type LedgerFilter, matchesFilter } from "./filters.ts";
import type { LedgerView } from "./load.ts";
import type { ClaimRowModel, RowLine } from "./row-model.ts";
import { liveSourceLines, type SourceLine } from "./source-lines.ts";

/** The long parts of the ledger page, ready to insert. */
export type LedgerLists = { readonly claims: Html; readonly shown: number; readonly opinions: Html; readonly sources: Html };

const MAX_CACHED = 24;
const listCache = new WeakMap<LedgerView, LRUCache<string, LedgerLists>>();

/** The lists for one view, filter and set of links, made once; of unusual ones only the newest few are kept. */
export function ledgerLists(view: LedgerView, models: readonly ClaimRowModel[], filter: LedgerFilter, carried: Carried): LedgerLists {
  const lists = listCache.get(view) ?? new LRUCache<string, LedgerLists>({ max: MAX_CACHED });
  listCache.set(view, lists);
  const key = JSON.stringify([filter, carried]);
  const known = lists.get(key);
  if (known) return known;
  const checkable = models.filter(({ entry }) => entry.claim.kind !== "opinion" && matchesFilter(entry, filter));
  const opinions = models.filter(({ entry }) => entry.claim.kind === "opinion");
  const written: LedgerLists = {
    claims: html`${checkable.map((model) => claimRow(model, carried))}`,
    shown: checkable.length,
    opinions: html`${opinions.map(({ entry }) => opinionRow(entry.claim, carried))}`,
    sources: sourceList(liveSourceLines(view.sources), carried),
  };
  lists.set(key, written);
  return written;
}

/** Every source we fetch with what came of the last look, in short; the page on method has the rest. */
function sourceList(lines: readonly SourceLine[], carried: Carried): Html {
  return html`${lines.map(
    (line) => html`
      <li id="source-${line.id}">
        <a href="${href(`/about#source-${line.id}`, carried)}">${line.title}</a>
        <span>${familyBadge(line.family, line.outcome)}</span>
        <span class="source-looked">fetched ${line.looked}</span>
      </li>`,
  )}`;
}

/** One claim of the ledger: who said it where, how it stands in one sentence, its values then and now. */
export function claimRow(model: ClaimRowModel, carried: Carried): Html {
  const { claim } = model.entry;
  return html`
    <li id="${claim.id}" class="claim-row">
      ${claimPlace(claim)}
      <div>
        <h3 class="claim-words"><a href="${href(`/claims/${claim.id}`, carried)}">${model.claimed}</a></h3>${" "}
        <p class="inline">${model.verdict}</p>
        <p class="grades">${gradeBadges(model)}</p>
        ${timesHtml(model)}
      </div>
      <div>
        <table class="row-lines">
          <caption class="sr-only">The closest reading, under three questions</caption>
          <tbody>${model.lines.map(rowLineHtml)}</tbody>
        </table>
        ${sparklineHtml(model)}
      </div>
    </li>`;
}

/** Paragraph, speaker and kind, in the margin. */
function claimPlace({ place, kind }: ClaimRowModel["entry"]["claim"]): Html {
  const { paragraph, saidBy, sourceNamed } = place;
  return html`
    <p class="claim-place">
      <span class="claim-paragraph"><span aria-hidden="true">¶</span><span class="sr-only">Paragraph </span>${paragraph}</span>
      <span>${speakerName(saidBy)}</span>
      ${sourceNamed && sourceNamed !== saidBy ? html`<span>citing ${sourceNamed}</span>` : null}
      <span>${KIND_LABEL[kind]}</span>
    </p>`;
}

function gradeBadges({ entry, primary }: ClaimRowModel): Html[] {
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

function rowLineHtml({ assessment: { question, verdict, direction }, value, period }: RowLine): Html {
  const measured = period === null ? value : html`${value}, <span class="row-period">${period}</span>`;
  const moving = question === "now" && direction ? html`<span class="row-direction">direction: ${DIRECTION_LABEL[direction]}</span>` : null;
  return html`<tr><th scope="row">${QUESTION_SHORT[question]}</th><td>${verdictBadge(verdict)}</td><td>${measured}${moving}</td></tr>`;
}

function sparklineHtml({ spark: svg }: ClaimRowModel): Html | null {
  return svg ? html`<div class="row-spark">${trustedHtml(svg)}</div>` : null;
}

function timesHtml({ entry, evidenceEnds, knownAt }: ClaimRowModel): Html {
  const { lastChecked, lastChanged, nextExpected } = entry.times;
  const facts = [
    evidenceEnds ? ["evidence ends", evidenceEnds] : null,
    ["checked", lastChecked ? formatDay(lastChecked) : "not yet"],
    lastChanged ? ["changed", formatDay(lastChanged)] : null,
    nextExpected ? [dueLabel(nextExpected, knownAt, expectsReview(entry.assessments)), formatDay(nextExpected)] : null,
  ];
  const shown = facts.map((fact) => (fact ? html`<div><dt>${fact[0]}</dt>${" "}<dd>${fact[1]}</dd></div>` : null));
  return html`<dl class="row-times">${shown}</dl>`;
}

/** What the article, or someone in it, thinks: listed with who said it. No verdict is possible, and none is given. */
function opinionRow(claim: Claim, carried: Carried): Html {
  return html`
    <li id="${claim.id}" class="opinion-row">
      ${claimPlace(claim)}
      <div>
        <h3><a href="${href(`/claims/${claim.id}`, carried)}">${claim.paraphrase.en}</a></h3>
        <p class="opinion-verdict">${familyBadge("none", "Not checkable")}</p>
        ${relatedHtml(claim)}
      </div>
    </li>`;
}

function relatedHtml({ related: series }: Claim): Html | null {
  if (series.length === 0) return null;
  const named = Map.groupBy(series, ({ indicator }) => indicatorById(indicator)?.title.en ?? indicator);
  const names = [...named].map(([title, all]) => `${title}: ${[...new Set(all.map(({ area }) => areaName(area)))].join(", ")}`);
  return html`<p class="opinion-related">Beside it: ${names.join("; ")}</p>`;
}

/** Who said something, as a line begins: "The article", "Damien Ma". */
function speakerName(saidBy: string): string {
  const words = saidBy === "article" ? "the article" : saidBy;
  return words.charAt(0).toUpperCase() + words.slice(1);
}
