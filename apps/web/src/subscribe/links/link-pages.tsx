import type { ConfirmLink, UnsubscribeLink } from "@talent/db/read/subscribers/subscriber-links";
import { PostButton } from "../../components/post-button.tsx";
import { LinkHead, NoSuchLink, ScopeLine } from "../page-parts.tsx";
import type { Scope } from "../scope.ts";
import { CADENCE_WORDS, LOCALE_WORDS, quietWords } from "../settings-fields.tsx";

type ConfirmProps = { token: string; link: ConfirmLink | null; scopes: ReadonlyMap<string, Scope> };

const HEADS: Readonly<Record<ConfirmLink["state"], readonly [string, string]>> = {
  open: [
    "Confirm what you asked for",
    "Nothing is sent before you press the button. If you did not ask for this, close the page: you will hear nothing.",
  ],
  used: ["This is confirmed", "You will be notified of what stands here. Every mail has links to change it and to stop."],
  expired: ["This link has expired", "It was good for 48 hours. Nothing was changed; ask again and a new one comes."],
  ended: [
    "This has been ended",
    "What this link was for was ended since. Nothing is sent for it; subscribe again if you want to be notified.",
  ],
};

/** The page behind a link for a confirmation. */
export function ConfirmPageBody({ token, link, scopes }: ConfirmProps) {
  if (link === null) return <NoSuchLink />;
  const { state, asked } = link;
  const [title, words] = HEADS[state];
  const again = new URLSearchParams(asked.scopes.map((scope) => ["scope", scope]));
  return (
    <>
      <LinkHead title={title}>{words}</LinkHead>
      <dl className="facts mt-8 max-w-3xl">
        <div>
          <dt>Subscribed to</dt>
          <dd>
            <ul>
              {asked.scopes.map((text) => {
                const scope = scopes.get(text);
                return <li key={text}>{scope ? <ScopeLine scope={scope} /> : text}</li>;
              })}
            </ul>
          </dd>
        </div>
        <Fact name="Rules that come later">{asked.includeFuture ? "Included" : "Not included"}</Fact>
        <Fact name="When">{`${CADENCE_WORDS[asked.cadence]}. ${quietWords(asked)}.`}</Fact>
        <Fact name="In">{LOCALE_WORDS[asked.locale]}</Fact>
      </dl>
      <div className="mt-8">
        {state === "open" ? (
          <PostButton action="/api/v1/subscriptions/confirm" fields={{ token }} strong>
            Confirm
          </PostButton>
        ) : null}
        {state === "expired" || state === "ended" ? <a href={`/subscribe?${again}`}>Ask again</a> : null}
        {state === "used" ? <a href="/alerts">What is watched, and earlier notifications</a> : null}
      </div>
    </>
  );
}

function Fact({ name, children }: { name: string; children: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** The page behind a link to unsubscribe. It shows nothing of the person but how much would end. */
export function UnsubscribePageBody({ token, link }: { token: string; link: UnsubscribeLink | null }) {
  if (link === null) return <NoSuchLink />;
  const isOver = link.open === 0 && link.state !== "active" && link.state !== "pending";
  if (isOver) {
    return (
      <>
        <LinkHead title="Unsubscribed">
          Everything was ended, and what was waiting to be sent is not sent. No further mail comes
          {link.everConfirmed ? "." : ", and nobody can sign this address up for the next 180 days."}
        </LinkHead>
        {link.everConfirmed ? (
          <p className="mt-8">
            <a href="/subscribe?scope=everything">Ask anew</a>
          </p>
        ) : null}
      </>
    );
  }
  const what = link.open === 1 ? "1 subscription ends" : `${link.open} subscriptions end`;
  return (
    <>
      <LinkHead title="Stop all alerts">
        {what}, and what is waiting to be sent is not sent. To end only some of them, use the link to manage them, which stands in every
        mail.
      </LinkHead>
      <div className="mt-8">
        <PostButton action="/api/v1/subscriptions/unsubscribe" fields={{ token }} strong>
          Stop all alerts
        </PostButton>
      </div>
    </>
  );
}
