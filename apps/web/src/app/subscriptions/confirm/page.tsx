import type { Metadata } from "next";
import { PageShell } from "../../../components/page-shell.tsx";
import { readPageQuery, type SearchParams } from "../../../request/page-query.ts";
import { currentStoreState, storeNotice } from "../../../store/store-state.ts";
import { ConfirmPageBody } from "../../../subscribe/links/link-pages.tsx";
import { loadConfirmLink, loadScopes } from "../../../subscribe/links/load.ts";
import "../../../subscribe/subscribe.css";

export const metadata: Metadata = { title: "Confirm", robots: { index: false, follow: false }, referrer: "no-referrer" };

/** What a link asks to confirm, and the button that does. Looking at it changes nothing. */
export default async function ConfirmPage({ searchParams }: { searchParams: SearchParams }) {
  const { carried, one } = await readPageQuery(searchParams);
  const token = one("token") ?? "";
  const [link, store] = await Promise.all([loadConfirmLink(token), currentStoreState()]);
  const scopes = await loadScopes(link?.asked.scopes ?? []);
  return (
    <PageShell path="/subscriptions/confirm" carried={carried} notice={storeNotice(store, null, new Date())} kept={{ token }}>
      <ConfirmPageBody token={token} link={link} scopes={scopes} />
    </PageShell>
  );
}
