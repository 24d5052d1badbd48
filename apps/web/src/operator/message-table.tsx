import { html } from "../components/html.ts";
import { TallBox } from "../components/tall-box.tsx";
import { minute } from "../words/dates.ts";
import type { LoggedMessage } from "./load.ts";
import { reasonWords, STATE_WORDS } from "./state-words.ts";

const HEADS = ["Made", "For", "About", "State", "Attempts", "Last reply"] as const;

/** Messages with what the other side said last. */
export function MessageTable({ messages }: { messages: readonly LoggedMessage[] }) {
  if (messages.length === 0) return <p className="text-muted">None.</p>;
  return (
    <TallBox
      label="Table of messages"
      of={html`<table class="plain-table message-table"><thead><tr>${HEADS.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
        <tbody>${messages.map(row)}</tbody></table>`}
    />
  );
}

function row({ createdAt, subscriber, channel, kind, notices, state, reason, attempts, dueAt, sentAt, last, id }: LoggedMessage) {
  const about = kind === "confirm" ? "asks for a confirmation" : notices === 1 ? "1 notice" : `${notices} notices`;
  const when = state === "queued" ? `due ${minute(dueAt)}` : sentAt ? minute(sentAt) : reason ? reasonWords(reason) : null;
  return html`
    <tr>
      <th scope="row" title="${id}">${minute(createdAt)}</th>
      <td>${subscriber}<span class="message-under">${channel}</span></td>
      <td>${about}</td>
      <td>${STATE_WORDS[state]}${when ? html`<span class="message-under">${when}</span>` : null}</td>
      <td>${attempts}</td>
      <td class="message-reply">${last ? html`${last.code ?? ""} ${last.reply}<span class="message-under">${last.outcome}, ${minute(last.at)}</span>` : "none yet"}</td>
    </tr>`;
}
