import type { Verdict } from "@talent/core/claim/assessment";
import { verdictWord } from "@talent/core/text/verdict-text";
import { type VerdictFamily, verdictFamily } from "../words/verdict-words.ts";
import { type Html, html } from "./html.ts";

/** A shape for each family on a ground of 22 by 22, so that no verdict is told by colour alone: disc, diamond, half disc, ring. */
export const FAMILY_SHAPE: Readonly<Record<VerdictFamily, string>> = {
  for: "M11 3a8 8 0 1 1 0 16a8 8 0 1 1 0-16z",
  against: "M11 1.5l9.5 9.5l-9.5 9.5l-9.5-9.5z",
  unclear: "M11 3a8 8 0 1 1 0 16a8 8 0 1 1 0-16zM11 4.5a6.5 6.5 0 0 0 0 13z",
  none: "M11 4a7 7 0 1 1 0 14a7 7 0 1 1 0-14zM11 5.6a5.4 5.4 0 1 0 0 10.8a5.4 5.4 0 1 0 0-10.8z",
};

/** A verdict in one or two words with its sign and colour, in a list made with `html`. */
export function verdictBadge(verdict: Verdict): Html {
  return familyBadge(verdictFamily(verdict), verdictWord(verdict));
}

export function familyBadge(family: VerdictFamily, words: string): Html {
  return html`<span class="badge badge-${family}"><svg viewBox="0 0 22 22" width="11" height="11" aria-hidden="true"><path d="${FAMILY_SHAPE[family]}" fill="currentColor" fill-rule="evenodd"/></svg>${words}</span>`;
}

/** A grade of a reading: outlined, so that it is never taken for a verdict. `strong`: a warning to notice. */
export function gradeBadge(words: string, { title, strong = false }: { title?: string; strong?: boolean } = {}): Html {
  return html`<span class="grade${strong ? " grade-strong" : ""}"${title ? html` title="${title}"` : null}>${words}</span>`;
}
