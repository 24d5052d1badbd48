import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { NewestNotices, SubscribeLink } from "../../../alerts/alert-sections.tsx";

import { PageShell } from "../../../components/page-shell.tsx";
import { feedLinks, feedPath } from "../../../feeds/addresses.ts";
import { href } from "../../../request/href.ts";
import { readPageQuery, type SearchParams } from "../../../request/page-query.ts";
import { loadSource } from "../../../source/load.ts";
import { SourceBody } from "../../../source/source-page.tsx";
import { currentSources } from "../../../store/sources.ts";
import { storeNotice } from "../../../store/store-state.ts";
import "../../../source/source.css";

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ id }, sources] = await Promise.all([params, currentSources()]);
  const source = sources.find((one) => one.id === id);
  return source ? { title: source.record.title, ...feedLinks({ url: feedPath("sources", id), title: "Changes of this source" }) } : {};
}

/** One source: how our looks went, where its publisher stands, what is kept of it and what rests on it. */
export default async function SourcePage({ params, searchParams }: Props) {
  const [{ id }, { asOf, carried }] = await Promise.all([params, readPageQuery(searchParams)]);
  const view = await loadSource(id, asOf);
  if (!view) notFound();
  const { record } = view.source;
  return (
    <PageShell path={`/sources/${id}`} carried={carried} notice={storeNotice(view.store, asOf, new Date())}>
      <header className="pt-10">
        <p className="text-[0.9375rem] text-muted">
          <a href={href("/sources", carried)}>Sources</a> / {record.publisher.name}
        </p>
        <h1 className="mt-3 max-w-5xl font-serif text-3xl leading-[1.15] font-semibold tracking-tight sm:text-[2.6rem]">{record.title}</h1>
      </header>
      <SubscribeLink scope={`source:${id}`} carried={carried} />
      <SourceBody view={view} carried={carried} />
      <NewestNotices kind="source" id={id} asOf={asOf?.instant ?? null} carried={carried} />
    </PageShell>
  );
}
