import { areaName } from "@talent/catalog/areas/all";
import { indicatorById } from "@talent/catalog/indicators/all";
import { numberWords } from "@talent/core/measure/format";
import { html } from "../components/html.ts";
import { codeLabel } from "../indicator/pick/series-name.ts";
import { dimensionWords } from "../words/code-words.ts";
import { CAUSE_WORDS, observationValue } from "../words/observation-words.ts";
import { outside } from "./addresses.ts";
import type { AtomEntry } from "./atom.ts";
import { type ChangedNumber, type ChangeFacts, entryOf } from "./entry.ts";
import { evidenceLinks, evidenceOf, pageLink } from "./entry-links.ts";

type Told = { readonly count?: unknown; readonly periods?: { readonly first?: unknown; readonly last?: unknown }; readonly note?: unknown };

/** Numbers that a document stated, revised or took back, or that we put right: how many, of which periods, and some of them. */
export function numbersEntry(facts: ChangeFacts): AtomEntry {
  const { change, numbers, source } = facts;
  const title = indicatorById(change.indicator ?? "")?.title ?? change.indicator ?? "";
  const { count, note } = change.detail as Told;
  const fact = `${counted(change.kind, Number(count ?? 0))}${periodsOf(change.detail as Told)}`;
  const lines = numbers.map((one) => ({ id: one.now.id, words: numberLine(one) }));
  const more = Number(count ?? 0) - lines.length;
  const page = `/indicators/${encodeURIComponent(change.indicator ?? "")}`;
  return entryOf(facts, {
    title: `${title}: ${fact}`,
    label: CAUSE_WORDS[change.kind] ?? change.kind,
    summary: [`${source}: ${fact}.`, ...lines.map(({ words }) => `${words}.`)].join(" "),
    content: html`
      <p>${source}: ${fact}.</p>
      ${typeof note === "string" && note !== "" ? html`<p>Why: ${note}</p>` : null}
      ${lines.length > 0 ? html`<ul>${lines.map(({ id, words }) => html`<li>${evidenceOf(id, words)}</li>`)}</ul>` : null}
      ${more > 0 ? html`<p>And ${numberWords(more)} more: <a href="${outside(page)}">all of them</a>.</p>` : null}`,
    links: [pageLink(page), ...evidenceLinks(numbers.map(({ now }) => now.id))],
  });
}

function counted(kind: string, count: number): string {
  const [number, numbers] = [numberWords(count), count === 1 ? "number" : "numbers"];
  if (kind === "new_period") return `${number} new ${numbers}`;
  if (kind === "definition_change") return `${number} ${numbers} stated anew under another definition`;
  return `${number} ${numbers} ${CAUSE_WORDS[kind] ?? kind.replaceAll("_", " ")}`;
}

function periodsOf({ periods }: Told): string {
  const { first, last } = periods ?? {};
  if (typeof first !== "string" || typeof last !== "string") return "";
  return first === last ? `, ${first}` : `, ${first} to ${last}`;
}

/** "China, visa class F1, FY2024: 86,000 visas, before 85,900 visas". */
function numberLine({ now, before }: ChangedNumber): string {
  const codes = Object.entries(now.dimensions).map(([name, code]) => `${dimensionWords(name)} ${codeLabel(name, code)}`);
  const former = before === null ? "" : `, before ${observationValue(before)}`;
  return `${[areaName(now.area), ...codes, now.period].join(", ")}: ${observationValue(now)}${former}`;
}
