import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ruleById } from "../../../alerts/built-in-rules.ts";
import { loadTransition } from "../../../alerts/load-history.ts";
import { loadRulesAt } from "../../../alerts/load-rules.ts";
import { NoticeBody, NoticeHead } from "../../../alerts/notice-page.tsx";
import { noticeText } from "../../../alerts/rule-words.ts";
import { loadObservations } from "../../../claim/load.ts";
import { PageShell } from "../../../components/page-shell.tsx";
import { readPageQuery, type SearchParams } from "../../../request/page-query.ts";
import { currentStoreState, storeNotice } from "../../../store/store-state.ts";
import "../../../alerts/alerts.css";

type Props = { params: Promise<{ transition: string }>; searchParams: SearchParams };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const entry = await loadTransition((await params).transition, null);
  return entry ? { title: noticeText(entry).subject } : {};
}

/** One step of a rule: what changed, why, on which numbers, and to how many it was told. */
export default async function AlertPage({ params, searchParams }: Props) {
  const [{ transition }, { asOf, carried }] = await Promise.all([params, readPageQuery(searchParams)]);
  const [entry, store] = await Promise.all([loadTransition(transition, asOf?.instant ?? null), currentStoreState()]);
  if (!entry) notFound();
  const [rule, inputs] = await Promise.all([ruleById(entry.rule), loadObservations(entry.facts.inputs)]);
  const [at] = rule ? await loadRulesAt([rule], asOf) : [];
  return (
    <PageShell path={`/alerts/${transition}`} carried={carried} notice={storeNotice(store, asOf, new Date())}>
      <NoticeHead entry={entry} carried={carried} />
      <NoticeBody entry={entry} rule={at ?? null} inputs={inputs} carried={carried} />
    </PageShell>
  );
}
