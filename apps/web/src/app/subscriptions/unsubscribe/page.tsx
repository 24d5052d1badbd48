import type { Metadata } from "next";
import { PageShell } from "../../../components/page-shell.tsx";
import { readPageQuery, type SearchParams } from "../../../request/page-query.ts";
import { currentStoreState, storeNotice } from "../../../store/store-state.ts";
import { UnsubscribePageBody } from "../../../subscribe/links/link-pages.tsx";
import { loadUnsubscribeLink } from "../../../subscribe/links/load.ts";
import "../../../subscribe/subscribe.css";

export const metadata: Metadata = { title: "Stop alerts", robots: { index: false, follow: false }, referrer: "no-referrer" };

/** What a link would end, and the button that does. Looking at it changes nothing. */
export default async function UnsubscribePage({ searchParams }: { searchParams: SearchParams }) {
  const { carried, one } = await readPageQuery(searchParams);
  const token = one("token") ?? "";
  const [link, store] = await Promise.all([loadUnsubscribeLink(token), currentStoreState()]);
  return (
    <PageShell path="/subscriptions/unsubscribe" carried={carried} notice={storeNotice(store, null, new Date())} kept={{ token }}>
      <UnsubscribePageBody token={token} link={link} />
    </PageShell>
  );
}
