import { familyBadge } from "../components/badge-html.ts";
import { type Html, html } from "../components/html.ts";
import { minute } from "../words/dates.ts";
import { OUTCOME_SENTENCE, triggerWords } from "../words/outcome-sentences.ts";
import { outcomeFamily, outcomeWords } from "../words/outcome-words.ts";
import { visibleText } from "../words/visible-text.ts";
import type { SourceAt } from "./load.ts";
import { type RunLog, runLog } from "./run-words.ts";

type Run = SourceAt["log"]["outcomes"][number];

/** How our looks at a source ended, newest first: each in one sentence, with what it changed and what it refused. */
export function runTable(runs: readonly Run[]): Html {
  return html`
    <table class="plain-table run-table">
      <thead><tr><th scope="col">When</th><th scope="col">How it ended</th><th scope="col">What it changed, and what was refused</th></tr></thead>
      <tbody>${runs.map(row)}</tbody>
    </table>`;
}

function row({ at, outcome, trigger, detail }: Run): Html {
  const log = runLog(detail);
  return html`
    <tr>
      <th scope="row">${minute(at)}<span class="under">${triggerWords(trigger)}</span></th>
      <td>${familyBadge(outcomeFamily(outcome), outcomeWords(outcome))}<span class="under">${OUTCOME_SENTENCE[outcome]}</span></td>
      <td>${log.counts}${refusals(log)}${ended(log)}</td>
    </tr>`;
}

function refusals({ refusals }: RunLog): Html[] {
  return refusals.map(({ code, words, count }) => html`<span class="under">${String(count)} refused: ${words} <code>${code}</code></span>`);
}

function ended({ ended }: RunLog): Html[] {
  return ended.map(({ url, words }) => {
    // Most messages name the address themselves.
    const address = words.includes(url) ? null : html` <bdi>${visibleText(url)}</bdi>`;
    return html`<span class="under">${words}${address}</span>`;
  });
}
