import { type Carried, href } from "../request/href.ts";
import { day, minute } from "../words/dates.ts";

/** What a reader must know before believing any number on the page. Instants are ISO. */
export type StoreNoticeFacts = {
  readonly replayTo: string | null;
  /** Set when the scheduler has been silent for too long. */
  readonly notCheckedSince: string | null;
  /** The instant the page speaks for, when it is not now. */
  readonly asOf: string | null;
};

type NoticeProps = { facts: StoreNoticeFacts; carried: Carried; path: string; kept: Readonly<Record<string, string | undefined>> };

/** Says when the page shows a replay, another day, or numbers that nobody has checked for a while. Nothing otherwise. */
export function StoreNotice({ facts, carried, path, kept }: NoticeProps) {
  const { replayTo, notCheckedSince, asOf } = facts;
  if (!(replayTo || notCheckedSince || asOf)) return null;
  return (
    <aside aria-label="What this page shows" className="border-b border-rule bg-sunken">
      <p className="mx-auto flex w-full max-w-[84rem] flex-wrap gap-x-6 gap-y-1 px-4 py-2 text-sm sm:px-8">
        {asOf ? (
          <span>
            <strong>As known on {asOf.endsWith("T23:59:59.999Z") ? day(asOf) : minute(asOf)}.</strong>{" "}
            <a href={href(path, { theme: carried.theme }, kept)}>Show what is known now</a>
          </span>
        ) : null}
        {replayTo ? <span>Replay to {day(replayTo)}: recorded pages, not live ones.</span> : null}
        {notCheckedSince ? <strong>Not checked since {minute(notCheckedSince)}.</strong> : null}
      </p>
    </aside>
  );
}
