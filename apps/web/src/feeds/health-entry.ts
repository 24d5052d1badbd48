import type { Outcome } from "@talent/core/capture/outcome";
import { html } from "../components/html.ts";
import { OUTCOME_SENTENCE } from "../words/outcome-sentences.ts";
import { outcomeFamily, outcomeWords } from "../words/outcome-words.ts";
import type { AtomEntry } from "./atom.ts";
import { type ChangeFacts, entryOf } from "./entry.ts";
import { pageLink } from "./entry-links.ts";

/** How our looks at a source went from well to badly, or back. */
export function healthEntry(facts: ChangeFacts): AtomEntry {
  const { change, source } = facts;
  const { from, to = "" } = change.detail as { readonly from?: string | null; readonly to?: string };
  const now = outcomeWords(to).toLowerCase();
  const before = typeof from === "string" ? `, before: ${outcomeWords(from).toLowerCase()}` : "";
  const fact = `${source}: ${outcomeFamily(to) === "against" ? "our look ended badly" : "our looks succeed again"} (${now})${before}`;
  const sentence = Object.hasOwn(OUTCOME_SENTENCE, to) ? OUTCOME_SENTENCE[to as Outcome] : null;
  const ours = "This is about us, and not about whether the publisher is late.";
  return entryOf(facts, {
    title: fact,
    label: "how our looks go",
    summary: [`${fact}.`, sentence, ours].filter(Boolean).join(" "),
    content: html`<p>${fact}.</p>${sentence ? html`<p>${sentence}</p>` : null}<p>${ours}</p>`,
    links: [pageLink(`/sources/${encodeURIComponent(change.source ?? "")}`)],
  });
}
