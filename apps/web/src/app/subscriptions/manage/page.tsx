import type { ManageLink } from "@talent/db/read/subscribers/subscriber-links";
import type { Metadata } from "next";
import { PageShell } from "../../../components/page-shell.tsx";
import { readPageQuery, type SearchParams } from "../../../request/page-query.ts";
import { currentStoreState, storeNotice } from "../../../store/store-state.ts";
import { loadManageLink, loadScopes } from "../../../subscribe/links/load.ts";
import { ManagePageBody } from "../../../subscribe/links/manage-page.tsx";
import "../../../subscribe/subscribe.css";

export const metadata: Metadata = { title: "Your alerts", robots: { index: false, follow: false }, referrer: "no-referrer" };

/** All that somebody with a manage link is told of, and how they change or end it. Looking at it changes nothing. */
export default async function ManagePage({ searchParams }: { searchParams: SearchParams }) {
  const { carried, one } = await readPageQuery(searchParams);
  const token = one("token") ?? "";
  const [link, store] = await Promise.all([loadManageLink(token), currentStoreState()]);
  const scopes = await loadScopes(link ? scopesIn(link) : []);
  return (
    <PageShell path="/subscriptions/manage" carried={carried} notice={storeNotice(store, null, new Date())} kept={{ token }}>
      <ManagePageBody token={token} link={link} scopes={scopes} done={one("done")} problem={one("problem")} />
    </PageShell>
  );
}

function scopesIn({ subscriptions, consents }: ManageLink): string[] {
  return [...subscriptions.map((one) => one.scope), ...consents.flatMap((one) => one.detail.scopes ?? [])];
}
