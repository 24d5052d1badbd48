import { type Html, html } from "../components/html.ts";
import { type Carried, href } from "../request/href.ts";
import { formatDay } from "../words/dates.ts";
import { typeset } from "../words/text.ts";
import type { AlertEntry } from "./load-history.ts";
import { noticeText } from "./rule-words.ts";

/** Steps of rules as lines: when, what was told, why, to how many, and where it is printed. */
export function historyList(entries: readonly AlertEntry[], carried: Carried): Html {
  return html`${entries.map((entry) => entryHtml(entry, carried))}`;
}

function entryHtml(entry: AlertEntry, carried: Carried): Html {
  const { id, at, facts, retractedBy } = entry;
  const { subject, why } = noticeText(entry);
  const [input] = facts.inputs;
  return html`
    <li class="notice-row">
      <time datetime="${at}">${formatDay(at)}</time>
      <div>
        <a class="notice-subject" href="${href(`/alerts/${id}`, carried)}">${typeset(subject)}</a>
        <p class="rule-meta">${why}${entry.audience ? ` ${audienceWords(entry)}` : null}
          ${input ? html` <a href="${href(`/evidence/${encodeURIComponent(input)}`, carried)}">Evidence</a>` : null}
          ${retractedBy ? html` <a href="${href(`/alerts/${retractedBy}`, carried)}">Taken back since</a>` : null}
        </p>
      </div>
    </li>`;
}

/** To how many it went; of what only stands in the history, that nobody was told. */
export function audienceWords({ audience }: Pick<AlertEntry, "audience">): string {
  if (audience === null) return "In the history only: it was known before the rule was watched.";
  if (audience === 0) return "No subscribers.";
  return audience === 1 ? "Notified 1 subscriber." : `Notified ${audience.toLocaleString("en")} subscribers.`;
}
