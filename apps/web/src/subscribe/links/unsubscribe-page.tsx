import { PostButton } from "../../components/post-button.tsx";
import { LinkHead, NoSuchLink } from "../page-parts.tsx";
import type { UnsubscribeLink } from "./load.ts";

/** The page behind a link to unsubscribe. It shows nothing of the person but how much would end. */
export function UnsubscribePageBody({ token, link }: { token: string; link: UnsubscribeLink | null }) {
  if (link === null) return <NoSuchLink />;
  const isOver = link.open === 0 && link.state !== "active" && link.state !== "pending";
  if (isOver) {
    return (
      <>
        <LinkHead title="You are told of nothing any more">
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
