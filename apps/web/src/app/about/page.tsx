import type { Metadata } from "next";
import { Method, SourceStatus } from "../../about/method.tsx";

import { PageShell } from "../../components/page-shell.tsx";
import { Section } from "../../components/section.tsx";
import { sourceLine } from "../../ledger/source-lines.ts";
import { readPageQuery, type SearchParams } from "../../request/page-query.ts";
import { currentSources } from "../../store/sources.ts";
import { currentStoreState, storeNotice } from "../../store/store-state.ts";

export const metadata: Metadata = { title: "Method and sources" };

/** How verdicts are made, and how every source stands. */
export default async function AboutPage({ searchParams }: { searchParams: SearchParams }) {
  const { asOf, carried } = await readPageQuery(searchParams);
  const [sources, store] = await Promise.all([currentSources(), currentStoreState()]);
  const of = (...kinds: string[]) => sources.filter((source) => kinds.includes(source.record.kind)).map(sourceLine);
  return (
    <PageShell path="/about" carried={carried} notice={storeNotice(store, asOf, new Date())}>
      <h1 className="mt-12 max-w-4xl font-serif text-4xl leading-[1.1] font-semibold tracking-tight sm:text-5xl">
        How a verdict is made, and what it rests on
      </h1>
      <Method />
      <Section
        id="sources"
        title="Sources we fetch"
        note="What came of our last look, as known now. Whether the publisher is late is another fact, and is said with each claim."
      >
        <SourceStatus lines={of("live", "deposit")} />
      </Section>
      <Section
        id="curated"
        title="Facts entered by hand"
        note="Single numbers from studies, notices and reports, each with its publisher, its address and a grade."
      >
        <SourceStatus lines={of("curated")} />
      </Section>
    </PageShell>
  );
}
