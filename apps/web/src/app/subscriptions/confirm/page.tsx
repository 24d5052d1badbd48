import type { Metadata } from "next";
import { Shell } from "../../../page/shell.tsx";
import { readPageQuery, type SearchParams } from "../../../request/page-query.ts";
import { confirmView, scopesInWords } from "../../../store/link-view.ts";
import { noticeOf, storeNow } from "../../../store/store-now.ts";
import { ConfirmPageBody } from "../../../subscribe/confirm-page.tsx";
import "../../../subscribe/subscribe.css";

export const metadata: Metadata = { title: "Confirm", robots: { index: false, follow: false }, referrer: "no-referrer" };

/** What a link asks to confirm, and the button that does. Looking at it changes nothing. */
export default async function ConfirmPage({ searchParams }: { searchParams: SearchParams }) {
  const { carried, one } = await readPageQuery(searchParams);
  const token = one("token") ?? "";
  const [link, store] = await Promise.all([confirmView(token), storeNow()]);
  const scopes = await scopesInWords(link?.asked.scopes ?? []);
  return (
    <Shell path="/subscriptions/confirm" carried={carried} notice={noticeOf(store, null, new Date())} kept={{ token }}>
      <ConfirmPageBody token={token} link={link} scopes={scopes} />
    </Shell>
  );
}
