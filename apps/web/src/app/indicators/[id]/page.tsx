import { indicatorById } from "@talent/catalog/indicators/all";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { NewestNotices, SubscribeLink } from "../../../alerts/alert-sections.tsx";

import { PageShell } from "../../../components/page-shell.tsx";
import { feedLinks, feedPath } from "../../../feeds/addresses.ts";
import { IndicatorBody, IndicatorHead } from "../../../indicator/indicator-page.tsx";

import { loadIndicator } from "../../../indicator/load.ts";
import { pickQuery } from "../../../indicator/pick/read-pick.ts";
import { requestedView } from "../../../indicator/pick/views.ts";
import { readPageQuery, type SearchParams } from "../../../request/page-query.ts";
import { storeNotice } from "../../../store/store-state.ts";
import "../../../indicator/indicator.css";

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const indicator = indicatorById((await params).id);
  if (!indicator) return {};
  return { title: indicator.title.en, ...feedLinks({ url: feedPath("indicators", indicator.id), title: "Changes of this indicator" }) };
}

/** One indicator: what it counts, the picked series as a chart and a table, and every version of every number. */
export default async function IndicatorPage({ params, searchParams }: Props) {
  const [{ id }, given, { asOf, carried, one }] = await Promise.all([params, searchParams, readPageQuery(searchParams)]);
  const indicator = indicatorById(id);
  if (!indicator) notFound();
  const view = await loadIndicator(indicator, given, asOf);
  const asked = requestedView(one("view"), indicator);
  const kept = {
    ...(view.picked ? pickQuery(view.picked) : {}),
    view: asked.view === "level" ? undefined : asked.view,
    base: asked.view === "index" ? (one("base") ?? undefined) : undefined,
  };
  return (
    <PageShell path={`/indicators/${id}`} carried={carried} notice={storeNotice(view.store, asOf, new Date())} kept={kept}>
      <IndicatorHead view={view} carried={carried} />
      <SubscribeLink scope={`indicator:${id}`} carried={carried} />
      <IndicatorBody view={view} asked={asked} baseAsked={one("base")} asOf={asOf} carried={carried} />
      <NewestNotices kind="indicator" id={id} asOf={asOf?.instant ?? null} carried={carried} />
    </PageShell>
  );
}
