import { CLAIMS } from "@talent/catalog/claims";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { NewestNotices } from "../../../alerts/newest-notices.tsx";
import { TellMe } from "../../../alerts/tell-me.tsx";
import { ClaimBody } from "../../../claim/claim-body.tsx";
import { ClaimHead } from "../../../claim/claim-head.tsx";
import { feedLinks, feedPath } from "../../../feeds/feed-link.ts";
import { Shell } from "../../../page/shell.tsx";
import { readPageQuery, type SearchParams } from "../../../request/page-query.ts";
import { claimView } from "../../../store/claim-view.ts";
import { noticeOf } from "../../../store/store-now.ts";

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params;
  const claim = CLAIMS.find((one) => one.id === id);
  return claim ? { title: claim.paraphrase, ...feedLinks({ url: feedPath("claims", id), title: "Changes of this claim" }) } : {};
}

/** One claim: how each reading stands to its threshold, what it rests on, and how its verdicts came about. */
export default async function ClaimPage({ params, searchParams }: Props) {
  const [{ id }, { asOf, carried }] = await Promise.all([params, readPageQuery(searchParams)]);
  const found = await claimView(id, asOf);
  if (!found) notFound();
  return (
    <Shell path={`/claims/${id}`} carried={carried} notice={noticeOf(found.view.store, asOf, new Date())}>
      <ClaimHead entry={found.entry} checkedAt={found.view.checkedAt} carried={carried} />
      {found.entry.claim.kind === "opinion" ? null : <TellMe scope={`claim:${id}`} carried={carried} />}
      <ClaimBody found={found} carried={carried} />
      <NewestNotices kind="claim" id={id} asOf={asOf?.instant ?? null} carried={carried} />
    </Shell>
  );
}
