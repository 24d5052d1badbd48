import { areaName } from "@talent/catalog/areas/all";
import { claimById } from "@talent/catalog/claims/all";
import { indicatorById } from "@talent/catalog/indicators/all";
import type { Outcome } from "@talent/core/capture/outcome";
import type { AssessmentCause, Question, Verdict } from "@talent/core/claim/assessment";
import type { Reading } from "@talent/core/claim/claim";
import type { ObservationCause } from "@talent/core/observation/observation";
import { numberWords } from "@talent/core/text/format";
import { reasonWords, verdictWord } from "@talent/core/text/verdict-text";
import type { ChangedNumber } from "@talent/db/read/feeds/changed-numbers";
import type { ChangedVerdict } from "@talent/db/read/feeds/changed-verdicts";
import { type Html, html } from "../components/html.ts";
import { codeLabel } from "../indicator/pick/series-name.ts";
import { dimensionWords } from "../words/code-words.ts";
import { listWords } from "../words/dates.ts";
import { CAUSE_WORDS, observationWords, valueWords } from "../words/observation-words.ts";
import { OUTCOME_SENTENCE, outcomeFamily, outcomeWords } from "../words/outcome-words.ts";
import { typeset } from "../words/text.ts";
import { VERDICTS } from "../words/verdict-words.ts";
import { absoluteUrl } from "./addresses.ts";
import type { AtomEntry } from "./atom.ts";
import { type ChangeFacts, evidenceAnchor, evidenceLine, evidenceLinks, pageLink, toEntry } from "./entry.ts";

const CAUSE_NOUNS: Readonly<Record<ObservationCause, string>> = {
  new_period: "a new period",
  revision: "a revision",
  withdrawal: "a number that was withdrawn",
  correction: "a correction of ours",
  reparse: "a document that we read again",
  definition_change: "another definition",
};

/** Why a verdict changed, as a sentence ends: "because of a revision". `causes`: why the numbers that are new in it had been written. */
function causeClause(cause: AssessmentCause, causes: readonly ObservationCause[]): string {
  if (cause === "rule") return "because the reading was exchanged";
  if (cause === "time") return "because time has passed";
  return causes.length === 0 ? "because its numbers changed" : `because of ${listWords(causes.map((one) => CAUSE_NOUNS[one]))}`;
}

const QUESTION_PHRASES: Readonly<Record<Question, string>> = {
  now: "on the newest year",
  withHindsight: "with all evidence for its year",
  atPublication: "with what was public by 10 Feb 2025",
};

type VerdictChangeDetail = {
  readonly reading: string;
  readonly question: Question;
  readonly from: string;
  readonly to: string;
  readonly cause: AssessmentCause;
};

/** A verdict that changed: from what to what, and why. */
export function verdictEntry(facts: ChangeFacts): AtomEntry {
  const { change, verdict } = facts;
  const told = change.detail as VerdictChangeDetail;
  const claim = claimById(change.claim ?? "");
  const reading = claim?.readings.find((one) => one.id === told.reading);
  const claimed = (claim?.paraphrase.en ?? change.claim ?? "").replace(/\.$/, "");
  const variant = reading?.primary === false ? "another reading, " : "";
  const because = causeClause(told.cause, verdict?.causes ?? []);
  const fact = typeset(
    `${variant}from ${verdictText(told.from)} to ${verdictText(told.to)} ${QUESTION_PHRASES[told.question] ?? "on another question"}, ${because}`,
  );
  const sentence = `${fact.charAt(0).toUpperCase()}${fact.slice(1)}.`;
  const path = `/claims/${encodeURIComponent(change.claim ?? "")}`;
  return toEntry(facts, {
    title: `${typeset(claimed)}: ${fact}`,
    label: "verdict changed",
    summary: [sentence, reading ? typeset(reading.says) : null, valueSentence(verdict, reading)].filter(Boolean).join(" "),
    content: html`
      <p>${sentence}</p>
      ${reading ? html`<p>${reading.primary ? "The closest reading" : "The reading"}: ${typeset(reading.says)}</p>` : null}
      ${verdict ? evidenceHtml(verdict, reading) : null}
      <p><a href="${absoluteUrl(path)}">The claim with its history</a></p>`,
    links: [pageLink(path), ...evidenceLinks(verdict?.assessment.inputs ?? [])],
  });
}

function evidenceHtml(verdict: ChangedVerdict, reading: Reading | undefined): Html {
  const { reasons, withheld, inputs } = verdict.assessment;
  // A licence takes the numbers out of a reason, and a sample without its size says nothing.
  const said = reasons.filter(({ code }) => !(withheld && code === "sample"));
  const value = valueSentence(verdict, reading);
  return html`
    ${value ? html`<p>${value}</p>` : null}
    ${withheld ? html`<p>Its numbers are withheld by licence.</p>` : null}
    ${said.length > 0 ? html`<ul>${said.map((reason) => html`<li>${typeset(reasonWords(reason))}</li>`)}</ul>` : null}
    ${evidenceLine(inputs)}`;
}

function valueSentence(verdict: ChangedVerdict | undefined, reading: Reading | undefined): string | null {
  if (!verdict || verdict.assessment.value === null) return null;
  return `The value: ${valueWords(verdict.assessment, reading?.unit ?? "")}, ${verdict.assessment.period}.`;
}

const verdictText = (verdict: string): string =>
  VERDICTS.includes(verdict as Verdict) ? verdictWord(verdict as Verdict).toLowerCase() : verdict.replaceAll("_", " ");

type NumbersChangeDetail = {
  readonly count?: unknown;
  readonly periods?: { readonly first?: unknown; readonly last?: unknown };
  readonly note?: unknown;
};

/** Numbers that a document stated, revised or took back, or that we put right: how many, of which periods, and some of them. */
export function numbersEntry(facts: ChangeFacts): AtomEntry {
  const { change, numbers, source } = facts;
  const title = indicatorById(change.indicator ?? "")?.title.en ?? change.indicator ?? "";
  const { count, note } = change.detail as NumbersChangeDetail;
  const fact = `${countedNumbers(change.kind, Number(count ?? 0))}${periodsOf(change.detail as NumbersChangeDetail)}`;
  const lines = numbers.map((one) => ({ id: one.now.id, words: numberLine(one) }));
  const more = Number(count ?? 0) - lines.length;
  const page = `/indicators/${encodeURIComponent(change.indicator ?? "")}`;
  return toEntry(facts, {
    title: `${title}: ${fact}`,
    label: CAUSE_WORDS[change.kind] ?? change.kind,
    summary: [`${source}: ${fact}.`, ...lines.map(({ words }) => `${words}.`)].join(" "),
    content: html`
      <p>${source}: ${fact}.</p>
      ${typeof note === "string" && note !== "" ? html`<p>Why: ${note}</p>` : null}
      ${lines.length > 0 ? html`<ul>${lines.map(({ id, words }) => html`<li>${evidenceAnchor(id, words)}</li>`)}</ul>` : null}
      ${more > 0 ? html`<p>And ${numberWords(more)} more: <a href="${absoluteUrl(page)}">all of them</a>.</p>` : null}`,
    links: [pageLink(page), ...evidenceLinks(numbers.map(({ now }) => now.id))],
  });
}

function countedNumbers(kind: string, count: number): string {
  const [number, numbers] = [numberWords(count), count === 1 ? "number" : "numbers"];
  if (kind === "new_period") return `${number} new ${numbers}`;
  if (kind === "definition_change") return `${number} ${numbers} stated anew under another definition`;
  return `${number} ${numbers} ${CAUSE_WORDS[kind] ?? kind.replaceAll("_", " ")}`;
}

function periodsOf({ periods }: NumbersChangeDetail): string {
  const { first, last } = periods ?? {};
  if (typeof first !== "string" || typeof last !== "string") return "";
  return first === last ? `, ${first}` : `, ${first} to ${last}`;
}

/** "China, visa class F1, FY2024: 86,000 visas, before 85,900 visas". */
function numberLine({ now, before }: ChangedNumber): string {
  const codes = Object.entries(now.dimensions).map(([name, code]) => `${dimensionWords(name)} ${codeLabel(name, code)}`);
  const former = before === null ? "" : `, before ${observationWords(before)}`;
  return `${[areaName(now.area), ...codes, now.period].join(", ")}: ${observationWords(now)}${former}`;
}

/** How our looks at a source went from well to badly, or back. */
export function healthEntry(facts: ChangeFacts): AtomEntry {
  const { change, source } = facts;
  const { from, to = "" } = change.detail as { readonly from?: string | null; readonly to?: string };
  const now = outcomeWords(to).toLowerCase();
  const before = typeof from === "string" ? `, before: ${outcomeWords(from).toLowerCase()}` : "";
  const fact = `${source}: ${outcomeFamily(to) === "against" ? "a fetch failed" : "fetches succeed again"} (${now})${before}`;
  const sentence = Object.hasOwn(OUTCOME_SENTENCE, to) ? OUTCOME_SENTENCE[to as Outcome] : null;
  const ours = "This is about us, and not about whether the publisher is late.";
  return toEntry(facts, {
    title: fact,
    label: "how fetches go",
    summary: [`${fact}.`, sentence, ours].filter(Boolean).join(" "),
    content: html`<p>${fact}.</p>${sentence ? html`<p>${sentence}</p>` : null}<p>${ours}</p>`,
    links: [pageLink(`/sources/${encodeURIComponent(change.source ?? "")}`)],
  });
}
