import type { Verdict } from "@talent/core/claim/assessment";
import { verdictWord } from "@talent/core/claim/verdict-text";
import { type Family, familyOf } from "../words/verdict-words.ts";
import { type Html, html } from "./html.ts";
import { FAMILY_SHAPE } from "./verdict-shape.ts";

/** A verdict in one or two words with its sign and colour, in a list made with `html`. */
export function verdictBadge(verdict: Verdict): Html {
  return familyBadge(familyOf(verdict), verdictWord(verdict));
}

export function familyBadge(family: Family, words: string): Html {
  return html`<span class="badge badge-${family}"><svg viewBox="0 0 22 22" width="11" height="11" aria-hidden="true"><path d="${FAMILY_SHAPE[family]}" fill="currentColor" fill-rule="evenodd"/></svg>${words}</span>`;
}

/** A grade of a reading: outlined, so that it is never taken for a verdict. `strong`: a warning to notice. */
export function gradeBadge(words: string, { title, strong = false }: { title?: string; strong?: boolean } = {}): Html {
  return html`<span class="grade${strong ? " grade-strong" : ""}"${title ? html` title="${title}"` : null}>${words}</span>`;
}
