import type { Metadata } from "next";
import { Callout } from "../../components/callout.tsx";

import { html } from "../../components/html.ts";
import { Markup } from "../../components/markup.tsx";
import { PageShell } from "../../components/page-shell.tsx";
import { Section } from "../../components/section.tsx";
import { indicatorRow } from "../../indicator/list/indicator-row.ts";
import { loadIndicatorList } from "../../indicator/list/load.ts";
import { matchesSearch, readSearch, searchQuery } from "../../indicator/list/search.ts";
import { SearchBar } from "../../indicator/list/search-bar.tsx";
import { THEMES } from "../../indicator/themes.ts";
import { readPageQuery, type SearchParams } from "../../request/page-query.ts";
import { storeNotice } from "../../store/store-state.ts";
import "../../indicator/indicator.css";

export const metadata: Metadata = { title: "Indicators" };

/** Every indicator by theme with its newest values; those whose source is not built are marked. */
export default async function IndicatorsPage({ searchParams }: { searchParams: SearchParams }) {
  const { asOf, carried, one } = await readPageQuery(searchParams);
  const search = readSearch(one);
  const { store, indicators } = await loadIndicatorList(asOf);
  const all = indicators.map((listed) => ({
    listed,
    indicator: listed.indicator,
    source: listed.source
      ? { id: listed.source.id, title: listed.source.record.title, publisher: listed.source.record.publisher.name }
      : null,
  }));
  const found = all.filter((entry) => matchesSearch(entry, search)).map((entry) => entry.listed);
  const themes = THEMES.map((theme) => {
    const own = found.filter((listed) => theme.indicators.some((indicator) => indicator.id === listed.indicator.id));
    return { theme, own: [...own.filter((listed) => listed.source), ...own.filter((listed) => !listed.source)] };
  }).filter(({ own }) => own.length > 0);
  return (
    <PageShell path="/indicators" carried={carried} notice={storeNotice(store, asOf, new Date())} kept={searchQuery(search)}>
      <header className="pt-12">
        <h1 className="font-serif text-4xl leading-[1.1] font-semibold tracking-tight sm:text-5xl">Indicators</h1>
        <p className="mt-5 max-w-3xl text-lg leading-relaxed">
          {all.length} named quantities, each with one definition, one unit and exactly one source. {all.filter((one) => one.source).length}{" "}
          are read; the others are defined and await their source. Two sources for one idea are two indicators, side by side and never
          spliced.
        </p>
      </header>
      <SearchBar
        search={search}
        counts={(show) => all.filter((entry) => matchesSearch(entry, { ...search, show })).length}
        carried={carried}
      />
      {themes.length === 0 ? (
        <Callout className="mt-10 max-w-3xl text-lg">
          No indicator has all of these words in its name, its definition, its codes or its source.
        </Callout>
      ) : null}
      {themes.map(({ theme, own }) => (
        <Section key={theme.id} id={theme.id} title={theme.title}>
          <Markup as="ul" of={html`${own.map((listed) => indicatorRow(listed, carried))}`} />
        </Section>
      ))}
    </PageShell>
  );
}
