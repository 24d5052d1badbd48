import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { alertView } from "../../../alerts/load-history.ts";
import { rulesAt } from "../../../alerts/load-rules.ts";
import { NoticeBody, NoticeHead } from "../../../alerts/notice-page.tsx";
import { ruleById } from "../../../alerts/rule-by-id.ts";
import { noticeText } from "../../../alerts/rule-words.ts";
import { observationsOf } from "../../../claim/load.ts";
import { Shell } from "../../../components/page-shell.tsx";
import { readPageQuery, type SearchParams } from "../../../request/page-query.ts";
import { noticeOf, storeNow } from "../../../store/store-state.ts";
import "../../../alerts/alerts.css";

type Props = { params: Promise<{ transition: string }>; searchParams: SearchParams };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const entry = await alertView((await params).transition, null);
  return entry ? { title: noticeText(entry).subject } : {};
}

/** One step of a rule: what changed, why, on which numbers, and to how many it was told. */
export default async function AlertPage({ params, searchParams }: Props) {
  const [{ transition }, { asOf, carried }] = await Promise.all([params, readPageQuery(searchParams)]);
  const [entry, store] = await Promise.all([alertView(transition, asOf?.instant ?? null), storeNow()]);
  if (!entry) notFound();
  const [rule, inputs] = await Promise.all([ruleById(entry.rule), observationsOf(entry.facts.inputs)]);
  const [at] = rule ? await rulesAt([rule], asOf) : [];
  return (
    <Shell path={`/alerts/${transition}`} carried={carried} notice={noticeOf(store, asOf, new Date())}>
      <NoticeHead entry={entry} carried={carried} />
      <NoticeBody entry={entry} rule={at ?? null} inputs={inputs} carried={carried} />
    </Shell>
  );
}
