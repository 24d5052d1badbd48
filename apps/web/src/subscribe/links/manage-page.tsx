import type { ManageLink } from "@talent/db/read/subscribers/subscriber-links";
import { Callout } from "../../components/callout.tsx";

import { PostButton } from "../../components/post-button.tsx";
import { ScrollBox, Section } from "../../components/section.tsx";
import { Table } from "../../components/table.tsx";
import { formatDay, formatMinute } from "../../words/dates.ts";
import { LinkHead, NoSuchLink, ScopeLine } from "../page-parts.tsx";
import type { Scope } from "../scope.ts";
import { SettingsFields } from "../settings-fields.tsx";

const EVENT_WORDS: Readonly<Record<string, string>> = {
  requested: "Asked for on the form",
  confirmed: "Confirmed by the link in a mail",
  changed: "Settings changed",
  ended: "Ended",
  restarted: "Begun again",
  links_renewed: "Links made new",
  unsubscribed: "Stopped everything",
  erased: "Address deleted",
  forgotten: "Forgotten, because nobody confirmed it",
};

type ConsentProps = { consents: ManageLink["consents"]; scopes: ReadonlyMap<string, Scope> };

/** What somebody agreed to and took back, and when; newest first. */
function ConsentTable({ consents, scopes }: ConsentProps) {
  return (
    <ScrollBox label="Table of what was agreed to">
      <Table columns={["When", "What", "Of"]}>
        {consents.map(({ event, at, detail }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a record that nobody changes
          <tr key={index}>
            <th scope="row" className="whitespace-nowrap">
              {formatMinute(at)}
            </th>
            <td>{EVENT_WORDS[event] ?? event}</td>
            <td>
              {(detail.scopes ?? []).map((scope) => (
                <span key={scope} className="block">
                  {scopes.get(scope)?.name ?? scope}
                </span>
              ))}
            </td>
          </tr>
        ))}
      </Table>
    </ScrollBox>
  );
}

const ACTION = "/api/v1/subscriptions/manage";

const STATE_WORDS: Readonly<Record<ManageLink["state"], string>> = {
  pending: "Nothing is sent yet: the link in our first mail has not been confirmed.",
  active: "",
  unsubscribed: "Everything was stopped. Nothing is sent until you ask anew and confirm.",
  bounced: "Our mails came back, so nothing is sent any more. Ask anew, and confirm, once the address works again.",
  complained: "A mail of ours was reported as unwanted, so nothing is sent to this address any more.",
  erased: "",
};

const DONE_WORDS: Readonly<Record<string, string>> = {
  settings: "Saved. It counts for what is waiting as well.",
  end: "Ended.",
  restart: "It begins again, from now on.",
  renew: "The links are new. This page has a new address, and the former one is dead; links to stop in older mails work for 30 days more.",
  unsubscribe: "Everything was stopped.",
};

type ManageProps = {
  token: string;
  link: ManageLink | null;
  scopes: ReadonlyMap<string, Scope>;
  /** What was done last, and what was wrong with it, as the address says. */
  done: string | null;
  problem: string | null;
};

/** All that somebody behind a manage link is told of, and everything they can change. */
export function ManagePageBody({ token, link, scopes, done, problem }: ManageProps) {
  if (link === null) return <NoSuchLink />;
  const open = link.subscriptions.filter((one) => one.endedAt === null);
  const ended = link.subscriptions.filter((one) => one.endedAt !== null);
  const said = problem ? `Nothing was changed: ${PROBLEMS[problem] ?? "that could not be done."}` : (DONE_WORDS[done ?? ""] ?? null);
  return (
    <>
      <LinkHead title="Your alerts">
        {link.address ? `For ${link.address}.` : "For the address this link was sent to."} {STATE_WORDS[link.state]}
        {link.held > 0 ? ` ${link.held === 1 ? "1 notice waits" : `${link.held} notices wait`} to be sent.` : ""}
      </LinkHead>
      {said ? (
        <Callout role="status" className="mt-6 max-w-3xl">
          {said}
        </Callout>
      ) : null}
      <Section id="subscriptions" title="Your subscriptions">
        {open.length === 0 ? <p className="text-muted">Nothing.</p> : null}
        <ul className="wish-list">
          {open.map((wish) => (
            <SubscriptionLine key={wish.id} token={token} wish={wish} scope={scopes.get(wish.scope)} />
          ))}
        </ul>
        <p className="mt-4">
          <a href="/subscribe?scope=everything">Be told of more</a>
        </p>
        {ended.length > 0 ? (
          <details className="mt-4">
            <summary className="cursor-pointer text-muted">What was ended ({ended.length})</summary>
            <ul className="wish-list mt-2">
              {ended.map((wish) => (
                <SubscriptionLine
                  key={wish.id}
                  token={token}
                  wish={wish}
                  scope={scopes.get(wish.scope)}
                  canRestart={link.state === "active"}
                />
              ))}
            </ul>
          </details>
        ) : null}
      </Section>
      <Section id="settings" title="How you are notified">
        <form method="post" action={ACTION} className="ask-form">
          <input type="hidden" name="token" value={token} />
          <input type="hidden" name="act" value="settings" />
          <SettingsFields given={link} />
          <button type="submit" className="button button-strong">
            Save
          </button>
        </form>
      </Section>
      <LeavingSection token={token} />
      <Section
        id="consent"
        title="What you agreed to"
        note="Kept as a record. If your address is erased it stays, and names nobody any more."
      >
        <ConsentTable consents={link.consents} scopes={scopes} />
      </Section>
    </>
  );
}

const PROBLEMS: Readonly<Record<string, string>> = {
  subscription: "it stands so already.",
  time_zone: "this is no time zone.",
  quiet_from: "quiet hours need a beginning and an end.",
  quiet_to: "quiet hours need a beginning and an end.",
};

type SubscriptionLineProps = { token: string; wish: ManageLink["subscriptions"][number]; scope: Scope | undefined; canRestart?: boolean };

function SubscriptionLine({ token, wish, scope, canRestart = false }: SubscriptionLineProps) {
  const { id, confirmedAt, endedAt, includeFuture } = wish;
  const since = confirmedAt ? `since ${formatDay(confirmedAt)}` : "waits for its confirmation";
  const future = scope?.kind === "rule" ? "" : includeFuture ? ", with rules that come later" : ", without rules that come later";
  const name = scope?.name ?? wish.scope;
  return (
    <li>
      <div>
        {scope ? <ScopeLine scope={scope} /> : wish.scope}
        <span className="block text-sm text-muted">
          {endedAt ? `${confirmedAt ? `${since}, ` : "never confirmed, "}ended ${formatDay(endedAt)}` : `${since}${future}`}
        </span>
      </div>
      {endedAt === null ? (
        <PostButton action={ACTION} fields={{ token, act: "end", subscription: id }} label={`End: ${name}`}>
          End
        </PostButton>
      ) : canRestart && confirmedAt ? (
        <PostButton action={ACTION} fields={{ token, act: "restart", subscription: id }} label={`Begin again: ${name}`}>
          Begin again
        </PostButton>
      ) : null}
    </li>
  );
}

function LeavingSection({ token }: { token: string }) {
  return (
    <Section id="leaving" title="Stop, or be forgotten">
      <dl className="facts max-w-3xl">
        <div>
          <dt>Everything ends; your address stays, so that nobody can sign you up again without you confirming it.</dt>
          <dd className="mt-2">
            <PostButton action={ACTION} fields={{ token, act: "unsubscribe" }}>
              Stop all alerts
            </PostButton>
          </dd>
        </div>
        <div>
          <dt>Somebody else may have got hold of one of your mails: the links in it can be made worthless.</dt>
          <dd className="mt-2">
            <PostButton action={ACTION} fields={{ token, act: "renew" }}>
              Make new links
            </PostButton>
          </dd>
        </div>
        <div>
          <dt>Everything ends and your address is deleted. This cannot be undone, and this page will be gone.</dt>
          <dd className="mt-2">
            <form method="post" action={ACTION} className="field-row">
              <input type="hidden" name="token" value={token} />
              <input type="hidden" name="act" value="erase" />
              <label className="choice">
                <input type="checkbox" required />
                Yes, delete my address
              </label>
              <button type="submit" className="button">
                Delete
              </button>
            </form>
          </dd>
        </div>
      </dl>
    </Section>
  );
}
