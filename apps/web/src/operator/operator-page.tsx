import { type AudienceCount, type LoggedMessage, MESSAGE_STATES, type NoticeTotals } from "@talent/db/read/subscribers/delivery-log";
import { Callout } from "../components/callout.tsx";

import { html } from "../components/html.ts";
import { PostButton } from "../components/post-button.tsx";
import { ScrollBox, Section } from "../components/section.tsx";
import { Table, tableHtml } from "../components/table.tsx";
import { TallBox } from "../components/tall-box.tsx";
import { href } from "../request/href.ts";
import { formatMinute } from "../words/dates.ts";
import type { DeliveryView } from "./load.ts";
import { reasonWords, STATE_WORDS } from "./message-state.ts";

const MESSAGE_HEADINGS = ["Made", "For", "About", "State", "Attempts", "Last reply"] as const;

/** Messages with what the other side said last. */
function MessageTable({ messages }: { messages: readonly LoggedMessage[] }) {
  if (messages.length === 0) return <p className="text-muted">None.</p>;
  return <TallBox label="Table of messages" of={tableHtml(MESSAGE_HEADINGS, messages.map(messageRow), "message-table")} />;
}

function messageRow({ createdAt, subscriber, channel, kind, notices, state, reason, attempts, dueAt, sentAt, last, id }: LoggedMessage) {
  const about = kind === "confirm" ? "asks for a confirmation" : notices === 1 ? "1 notice" : `${notices} notices`;
  const when = state === "queued" ? `due ${formatMinute(dueAt)}` : sentAt ? formatMinute(sentAt) : reason ? reasonWords(reason) : null;
  return html`
    <tr>
      <th scope="row" title="${id}">${formatMinute(createdAt)}</th>
      <td>${subscriber}<span class="message-under">${channel}</span></td>
      <td>${about}</td>
      <td>${STATE_WORDS[state]}${when ? html`<span class="message-under">${when}</span>` : null}</td>
      <td>${attempts}</td>
      <td class="message-reply">${last ? html`${last.code ?? ""} ${last.reply}<span class="message-under">${last.outcome}, ${formatMinute(last.at)}</span>` : "none yet"}</td>
    </tr>`;
}

/** What only the operator sees: messages and what became of them. */
export function OperatorPageBody({ view, state }: { view: DeliveryView; state: string | null }) {
  return (
    <>
      <header className="pt-12">
        <h1 className="font-serif text-4xl leading-[1.1] font-semibold tracking-tight sm:text-5xl">Deliveries</h1>
        <p className="mt-5 max-w-3xl text-lg leading-relaxed">
          Every mail and call, and how it fared. People stand here by a short pseudonym; no page shows an address.
        </p>
        <div className="mt-4 flex flex-wrap items-center gap-x-8 gap-y-2">
          <a href="/subscribe?scope=operator">Mail me when fetches fail</a>
          <PostButton action="/api/v1/operator/sign-out" fields={{}}>
            Sign out
          </PostButton>
        </div>
        <DeliveryTotalsNote {...view.conservation} />
      </header>
      <Section
        id="messages"
        title="Messages"
        note="Newest first, at most 100. A message keeps its id through every attempt, so that a repeated one is told apart."
      >
        <StateFilter state={state} counts={view.counts} />
        <MessageTable messages={view.messages} />
      </Section>
      <Section id="counts" title="Counts">
        <CountsTable counts={view.counts} />
      </Section>
    </>
  );
}

/** The way in. `problem`: what came of the last attempt. */
export function SignIn({ hasOperator, problem }: { hasOperator: boolean; problem: string | null }) {
  return (
    <>
      <header className="pt-12">
        <h1 className="font-serif text-4xl leading-[1.1] font-semibold tracking-tight sm:text-5xl">For the operator</h1>
        <p className="mt-5 max-w-3xl text-lg leading-relaxed">
          {hasOperator
            ? "Whoever runs this installation signs in with its token. A session ends after an hour."
            : "No operator is set on this installation. Start it with the environment variable OPERATOR_TOKEN, a long secret of printable ASCII without spaces; then this page asks for it."}
        </p>
      </header>
      {hasOperator ? (
        <form method="post" action="/api/v1/operator/session" className="ask-form mt-8">
          {problem ? (
            <Callout tone="against" role="alert">
              {problem === "too-many" ? "Too many attempts. Try again in a minute." : "This is not the token."}
            </Callout>
          ) : null}
          <div className="field">
            <label htmlFor="token" className="label">
              Token
            </label>
            <input id="token" name="token" type="password" required autoComplete="current-password" />
          </div>
          <button type="submit" className="button button-strong">
            Sign in
          </button>
        </form>
      ) : null}
    </>
  );
}

/** What came in and what became of it: the first is the sum of the others, or something is lost. */
function DeliveryTotalsNote({ told, delivered, held, suppressed }: NoticeTotals) {
  const sum = delivered + held + suppressed;
  return (
    <Callout id="conservation" tone={sum === told ? "for" : "against"} className="figures mt-6 max-w-3xl">
      {told} meant for somebody = {delivered} delivered + {held} held + {suppressed} suppressed
      {sum === told ? "." : <strong>. This does not add up: {Math.abs(told - sum)} are unaccounted for.</strong>}
    </Callout>
  );
}

/** How many there are of what. */
function CountsTable({ counts }: { counts: readonly AudienceCount[] }) {
  return (
    <ScrollBox label="Table of counts">
      <Table columns={["Of", "State", "Why", "Count"]} className="w-fit min-w-[min(100%,34rem)] [&_:is(th,td):last-child]:text-right">
        {counts.map(({ of, what, why, count }) => (
          <tr key={`${of} ${what} ${why}`}>
            <th scope="row">{of}</th>
            <td>{what}</td>
            <td>{why ? reasonWords(why) : ""}</td>
            <td>{count.toLocaleString("en")}</td>
          </tr>
        ))}
      </Table>
    </ScrollBox>
  );
}

/** The ways to narrow the log, each with how many messages it leaves. */
function StateFilter({ state, counts }: { state: string | null; counts: readonly AudienceCount[] }) {
  const of = (wanted: string | null) =>
    counts.filter((one) => one.of === "messages" && (wanted === null || one.what === wanted)).reduce((sum, one) => sum + one.count, 0);
  return (
    <nav aria-label="Narrow the log" className="mb-5">
      <ul className="flex flex-wrap gap-2">
        {[null, ...MESSAGE_STATES].map((one) => (
          <li key={one ?? "all"}>
            <a
              href={href("/operator#messages", {}, { state: one ?? undefined })}
              aria-current={one === state ? "true" : undefined}
              className="filter-link"
            >
              {one === null ? "All" : STATE_WORDS[one]} <span className="figures">{of(one)}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
