import { noticeNames } from "@talent/catalog/alerts/notice-names";
import { noticeWords } from "@talent/core/text/notice";
import { html } from "../components/html.ts";
import { database } from "../store/database.ts";
import { nodePackages } from "../store/node-packages.ts";
import { storeNow } from "../store/store-state.ts";
import { tagOf } from "./addresses.ts";
import type { AtomEntry } from "./atom.ts";
import type { Notice } from "./entry.ts";
import { evidenceLine, evidenceLinks, pageLink } from "./entry-links.ts";
import type { EntryPage } from "./serve-feed.ts";

/** What readers were told of, in the words of the mails, newest first. */
export async function noticeEntries(before: string | null, limit: number): Promise<EntryPage> {
  const [db, { newestNotices }, store] = await Promise.all([database(), nodePackages.feedEntries(), storeNow()]);
  const { entries, older } = await newestNotices(db, { before, limit });
  return { entries: entries.map((notice) => noticeEntry(notice, store.mode ?? "live")), older };
}

/** A notice in words. `store`: live or replay, each counts its notices from one. */
export function noticeEntry({ id, evaluatedAt, facts, retracts, withheld }: Notice, store: string): AtomEntry {
  const { subject, lead, why, lines } = noticeWords(facts, noticeNames(facts.rule.watch, "en"), "en", { withheld });
  const former =
    retracts === null ? null : { ...pageLink(`/alerts/${retracts}`), rel: "related", title: "The notice that this takes back" };
  return {
    id: tagOf(store, "notice", id),
    title: subject,
    published: evaluatedAt,
    category: { term: facts.tells ?? "told", label: "notice" },
    summary: [lead, why].filter(Boolean).join(" "),
    content: html`
      <p>${lead}</p>
      <p>${why}</p>
      ${lines.length > 0 ? html`<ul>${lines.map(({ label, text }) => html`<li>${label}: ${text}</li>`)}</ul>` : null}
      ${evidenceLine(facts.inputs)}
      ${former ? html`<p><a href="${former.href}">${former.title}</a></p>` : null}`,
    links: [pageLink(`/alerts/${id}`), ...(former ? [former] : []), ...evidenceLinks(facts.inputs)],
  };
}
