import { type Html, html } from "../components/html.ts";
import { outside } from "./addresses.ts";
import type { AtomLink } from "./atom.ts";

/** A verdict may rest on dozens of numbers; its page has them all. */
const MOST = 6;

/** The page of an entry. */
export function pageLink(path: string): AtomLink {
  return { rel: "alternate", type: "text/html", href: outside(path) };
}

/** The evidence of the first few of these observations, by id. */
export function evidenceLinks(ids: readonly string[]): AtomLink[] {
  return ids.slice(0, MOST).map((id) => ({ rel: "related", type: "text/html", href: evidence(id), title: "Evidence" }));
}

/** An anchor that leads to the evidence of an observation. */
export function evidenceOf(id: string, words: string): Html {
  return html`<a href="${evidence(id)}">${words}</a>`;
}

/** The same of the first few of these observations, in a line; null when there are none. */
export function evidenceLine(ids: readonly string[]): Html | null {
  if (ids.length === 0) return null;
  const numbers = ids.slice(0, MOST).map((id, at) => html`${at > 0 ? ", " : ""}${evidenceOf(id, `number ${at + 1}`)}`);
  return html`<p>Evidence: ${numbers}</p>`;
}

function evidence(id: string): string {
  return outside(`/evidence/${encodeURIComponent(id)}`);
}
