import { claimById } from "@talent/catalog/claims/all";
import type { AssessmentCause, Question, Verdict } from "@talent/core/claim/assessment";
import type { Reading } from "@talent/core/claim/claim";
import { reasonWords, verdictWord } from "@talent/core/claim/verdict-text";
import { type Html, html } from "../components/html.ts";
import { typeset } from "../words/text.ts";
import { valueWords } from "../words/value-words.ts";
import { VERDICTS } from "../words/verdict-words.ts";
import { outside } from "./addresses.ts";
import type { AtomEntry } from "./atom.ts";
import { becauseOf } from "./because.ts";
import { type ChangedVerdict, type ChangeFacts, entryOf } from "./entry.ts";
import { evidenceLine, evidenceLinks, pageLink } from "./entry-links.ts";

const ON: Readonly<Record<Question, string>> = {
  now: "on the newest year",
  withHindsight: "with all evidence for its year",
  atPublication: "with what was public by 10 Feb 2025",
};

type Told = {
  readonly reading: string;
  readonly question: Question;
  readonly from: string;
  readonly to: string;
  readonly cause: AssessmentCause;
};

/** A verdict that changed: from what to what, and why. */
export function verdictEntry(facts: ChangeFacts): AtomEntry {
  const { change, verdict } = facts;
  const told = change.detail as Told;
  const claim = claimById(change.claim ?? "");
  const reading = claim?.readings.find((one) => one.id === told.reading);
  const claimed = (claim?.paraphrase ?? change.claim ?? "").replace(/\.$/, "");
  const variant = reading?.primary === false ? "another reading, " : "";
  const because = becauseOf(told.cause, verdict?.causes ?? []);
  const fact = typeset(`${variant}from ${word(told.from)} to ${word(told.to)} ${ON[told.question] ?? "on another question"}, ${because}`);
  const sentence = `${fact.charAt(0).toUpperCase()}${fact.slice(1)}.`;
  const path = `/claims/${encodeURIComponent(change.claim ?? "")}`;
  return entryOf(facts, {
    title: `${typeset(claimed)}: ${fact}`,
    label: "verdict changed",
    summary: [sentence, reading ? typeset(reading.says) : null, valueSentence(verdict, reading)].filter(Boolean).join(" "),
    content: html`
      <p>${sentence}</p>
      ${reading ? html`<p>${reading.primary ? "The closest reading" : "The reading"}: ${typeset(reading.says)}</p>` : null}
      ${verdict ? restsOn(verdict, reading) : null}
      <p><a href="${outside(path)}">The claim with its history</a></p>`,
    links: [pageLink(path), ...evidenceLinks(verdict?.assessment.inputs ?? [])],
  });
}

function restsOn(verdict: ChangedVerdict, reading: Reading | undefined): Html {
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

const word = (verdict: string): string =>
  VERDICTS.includes(verdict as Verdict) ? verdictWord(verdict as Verdict).toLowerCase() : verdict.replaceAll("_", " ");
