import type { ChangedNumber } from "@talent/db/read/feeds/changed-numbers";
import type { ChangedVerdict } from "@talent/db/read/feeds/changed-verdicts";
import type { Change } from "@talent/db/read/feeds/changes";
import { type Html, html } from "../components/html.ts";
import { absoluteUrl, tagUri } from "./addresses.ts";
import type { AtomEntry, AtomLink } from "./atom.ts";

/** A verdict may rest on dozens of numbers; its page has them all. */
const MAX_LINKS = 6;

/** The page of an entry. */
export function pageLink(path: string): AtomLink {
  return { rel: "alternate", type: "text/html", href: absoluteUrl(path) };
}

/** The evidence of the first few of these observations, by id. */
export function evidenceLinks(ids: readonly string[]): AtomLink[] {
  return ids.slice(0, MAX_LINKS).map((id) => ({ rel: "related", type: "text/html", href: evidenceUrl(id), title: "Evidence" }));
}

/** An anchor that leads to the evidence of an observation. */
export function evidenceAnchor(id: string, words: string): Html {
  return html`<a href="${evidenceUrl(id)}">${words}</a>`;
}

/** The same of the first few of these observations, in a line; null when there are none. */
export function evidenceLine(ids: readonly string[]): Html | null {
  if (ids.length === 0) return null;
  const numbers = ids.slice(0, MAX_LINKS).map((id, at) => html`${at > 0 ? ", " : ""}${evidenceAnchor(id, `number ${at + 1}`)}`);
  return html`<p>Evidence: ${numbers}</p>`;
}

function evidenceUrl(id: string): string {
  return absoluteUrl(`/evidence/${encodeURIComponent(id)}`);
}

/** A change with what is known beside it: the numbers it wrote, the verdict it made, and what its source is called. */
export type ChangeFacts = {
  readonly change: Change;
  /** Of a live or of a replayed store: each counts its changes from one. */
  readonly store: string;
  readonly numbers: readonly ChangedNumber[];
  readonly verdict: ChangedVerdict | undefined;
  readonly source: string;
};

type EntryTexts = Pick<AtomEntry, "title" | "summary" | "content" | "links"> & { readonly label: string };

/** An entry that keeps the number of its change, in whichever feed it stands. */
export function toEntry({ change: { id, kind, at }, store }: ChangeFacts, { label, ...words }: EntryTexts): AtomEntry {
  return { id: tagUri(store, "change", id), published: at, category: { term: kind, label }, ...words };
}
