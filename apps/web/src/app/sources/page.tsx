import { INDICATORS } from "@talent/catalog/indicators/all";
import type { Metadata } from "next";
import { html } from "../../components/html.ts";
import { Markup } from "../../components/markup.tsx";
import { PageShell } from "../../components/page-shell.tsx";
import { Section } from "../../components/section.tsx";
import { type Carried, href } from "../../request/href.ts";
import { readPageQuery, type SearchParams } from "../../request/page-query.ts";
import { loadSources } from "../../source/load.ts";
import { SourcesSummary } from "../../source/source-facts.tsx";
import { sourceRow } from "../../source/source-tables.ts";
import { storeNotice } from "../../store/store-state.ts";
import "../../source/source.css";

export const metadata: Metadata = { title: "Sources" };

const KINDS = [
  ["live", "fetched", "Fetched on a schedule", "We ask these sites ourselves, as their robots.txt allows."],
  [
    "deposit",
    "handed-in",
    "Handed in by a person",
    "These stand behind forms or walls. A person downloads the file; it is kept and read like any other.",
  ],
  [
    "curated",
    "by-hand",
    "Entered by hand, number by number",
    "Single figures of studies, notices and reports, each with its publisher, its address and a grade.",
  ],
] as const;

/** Every source: how our looks went and where its publisher stands, apart. */
export default async function SourcesPage({ searchParams }: { searchParams: SearchParams }) {
  const { asOf, carried } = await readPageQuery(searchParams);
  const view = await loadSources(asOf);
  return (
    <PageShell path="/sources" carried={carried} notice={storeNotice(view.store, asOf, new Date())}>
      <header className="pt-12">
        <h1 className="font-serif text-4xl leading-[1.1] font-semibold tracking-tight sm:text-5xl">Sources</h1>
        <p className="mt-5 max-w-3xl text-lg leading-relaxed">
          Two questions are kept apart here. Ours: when did we last look, and could we? Theirs: has the publisher spoken when it usually
          does? A source that we cannot reach is not late, and a publisher that is late may answer every day.
        </p>
        <SourcesSummary view={view} />
      </header>
      {KINDS.map(([kind, id, title, note]) => {
        const own = view.sources.filter((source) => source.record.kind === kind);
        return own.length > 0 ? (
          <Section key={kind} id={id} title={title} note={note}>
            <Markup as="ul" of={html`${own.map((source) => sourceRow(source, carried))}`} />
          </Section>
        ) : null;
      })}
      <NotBuilt known={new Set(view.sources.flatMap((source) => source.record.produces))} carried={carried} />
    </PageShell>
  );
}

/** Sources that the catalogue names and nobody reads yet, by the indicators that await them. */
function NotBuilt({ known, carried }: { known: ReadonlySet<string>; carried: Carried }) {
  const awaiting = Map.groupBy(
    INDICATORS.filter((indicator) => !known.has(indicator.id)),
    (indicator) => indicator.source,
  );
  if (awaiting.size === 0) return null;
  return (
    <Section
      id="not-built"
      title="Named, and not read yet"
      note="Their indicators are defined, so that nobody has to guess what they will count."
    >
      <dl className="facts grid gap-x-12 md:grid-cols-2">
        {[...awaiting].map(([source, indicators]) => (
          <div key={source}>
            <dt>
              <code>{source}</code>
            </dt>
            <dd>
              {indicators.map((indicator, index) => (
                <span key={indicator.id}>
                  {index > 0 ? "; " : ""}
                  <a href={href(`/indicators/${indicator.id}`, carried)}>{indicator.title.en}</a>
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
