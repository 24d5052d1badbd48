import { CLAIMS } from "@talent/catalog/claims/all";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { NewestNotices, SubscribeLink } from "../../../alerts/alert-sections.tsx";

import { ClaimBody, ClaimHead } from "../../../claim/claim-page.tsx";

import { loadClaim } from "../../../claim/load.ts";
import { PageShell } from "../../../components/page-shell.tsx";
import { feedLinks, feedPath } from "../../../feeds/addresses.ts";
import { readPageQuery, type SearchParams } from "../../../request/page-query.ts";
import { storeNotice } from "../../../store/store-state.ts";

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params;
  const claim = CLAIMS.find((one) => one.id === id);
  return claim ? { title: claim.paraphrase.en, ...feedLinks({ url: feedPath("claims", id), title: "Changes of this claim" }) } : {};
}

/** One claim: how each reading stands to its threshold, what it rests on, and how its verdicts came about. */
export default async function ClaimPage({ params, searchParams }: Props) {
  const [{ id }, { asOf, carried }] = await Promise.all([params, readPageQuery(searchParams)]);
  const found = await loadClaim(id, asOf);
  if (!found) notFound();
  return (
    <PageShell path={`/claims/${id}`} carried={carried} notice={storeNotice(found.view.store, asOf, new Date())}>
      <ClaimHead entry={found.entry} checkedAt={found.view.checkedAt} carried={carried} />
      {found.entry.claim.kind === "opinion" ? null : <SubscribeLink scope={`claim:${id}`} carried={carried} />}
      <ClaimBody found={found} carried={carried} />
      <NewestNotices kind="claim" id={id} asOf={asOf?.instant ?? null} carried={carried} />
    </PageShell>
  );
}
