import { numberWords } from "@talent/core/measure/format";
import { type Html, html } from "../components/html.ts";
import { minute } from "../words/dates.ts";
import { fidelityWords } from "../words/fidelity-words.ts";
import { safeLink } from "../words/safe-link.ts";
import { visibleText } from "../words/visible-text.ts";
import type { Captures } from "./load.ts";

type Entry = Captures["entries"][number];

/** Every document kept of a source, newest first: where it came from, what exactly is kept, and how close that is to the publisher's own bytes. */
export function captureTable(entries: readonly Entry[], licence: string): Html {
  return html`
    <table class="plain-table capture-table">
      <thead><tr><th scope="col">Captured</th><th scope="col">Document</th><th scope="col">Answer</th><th scope="col">Numbers read</th><th scope="col">SHA-256</th></tr></thead>
      <tbody>${entries.map((entry) => row(entry, licence))}</tbody>
    </table>`;
}

function row(entry: Entry, licence: string): Html {
  const by = entry.depositedBy ? html`<span class="under">handed in by ${visibleText(entry.depositedBy)}</span>` : null;
  const note = entry.note ? html`<span class="under">${visibleText(entry.note)}</span>` : null;
  const other = entry.licence && entry.licence !== licence ? html`<span class="under">Licence: ${visibleText(entry.licence)}</span>` : null;
  return html`
    <tr>
      <th scope="row">${minute(entry.capturedAt)}${by}</th>
      <td>${address(entry)}<span class="under">${fidelityWords(entry.fidelity)}.</span>${note}${other}</td>
      <td data-head="Answer">${String(entry.status)}<span class="under">${numberWords(entry.size)} bytes</span></td>
      <td data-head="Numbers read">${readWords(entry)}</td>
      <td data-head="SHA-256"><code class="digest">${entry.sha256}</code></td>
    </tr>`;
}

function address({ url, method }: Entry): Html {
  const link = safeLink(url);
  const text = html`<bdi class="address">${visibleText(url)}</bdi>`;
  const sent = method === "GET" ? null : html`${method} `;
  return link ? html`${sent}<a href="${link}" rel="noreferrer nofollow external">${text}</a>` : html`${sent}${text}`;
}

function readWords({ read }: Entry): Html | string {
  if (!read) return "not read yet";
  const refused = read.refusals > 0 ? html`<span class="under">${numberWords(read.refusals)} refused</span>` : null;
  return html`${numberWords(read.observations)}${refused}`;
}
