import type { Metadata } from "next";
import { Markup } from "../components/markup.tsx";
import { PageShell } from "../components/page-shell.tsx";
import { Section } from "../components/section.tsx";
import { ALL_CHANGES, ALL_NOTICES, feedLinks } from "../feeds/addresses.ts";
import { ledgerLists } from "../ledger/claim-list.ts";
import { filterQuery, readLedgerFilter } from "../ledger/filters.ts";
import { loadLedger } from "../ledger/load.ts";
import { ClaimsOverview, FilterBar, LedgerHead } from "../ledger/overview.tsx";

import { rowModels } from "../ledger/row-model.ts";
import { readPageQuery, type SearchParams } from "../request/page-query.ts";
import { storeNotice } from "../store/store-state.ts";

export const metadata: Metadata = feedLinks(ALL_CHANGES, ALL_NOTICES);

/** The ledger at a glance: every claim of the article in its order, with verdicts, values and how old they are. */
export default async function LedgerPage({ searchParams }: { searchParams: SearchParams }) {
  const { asOf, carried, one } = await readPageQuery(searchParams);
  const filter = readLedgerFilter(one);
  const view = await loadLedger(asOf);
  const models = rowModels(view);
  const checkable = models.filter(({ entry }) => entry.claim.kind !== "opinion");
  const lists = ledgerLists(view, models, filter, carried);
  return (
    <PageShell path="/" carried={carried} notice={storeNotice(view.store, asOf, new Date())} kept={filterQuery(filter)}>
      <LedgerHead checkable={checkable.length} opinions={models.length - checkable.length} />
      <section aria-labelledby="glance-title">
        <h2 id="glance-title" className="label mb-2">
          The claims at a glance, in the article’s order
        </h2>
        <ClaimsOverview models={checkable} carried={carried} />
      </section>
      <Section id="ledger" title="The claims">
        <FilterBar models={checkable} filter={filter} carried={carried} />
        <p className="mt-4 text-sm text-muted" aria-live="polite">
          {lists.shown === checkable.length ? `All ${lists.shown} claims` : `${lists.shown} of ${checkable.length} claims`}. In the small
          charts the band is what the claim needs and the upright rule the day of the article.
        </p>
        <Markup as="ol" className="mt-4" of={lists.claims} />
      </Section>
      <Section
        id="opinions"
        title="Opinions, causes and counterfactuals"
        note="What the article, or someone in it, thinks. Attributed, not checkable, and given no verdict; related numbers are named beside them."
      >
        <Markup as="ul" className="grid gap-x-12 md:grid-cols-2" of={lists.opinions} />
      </Section>
      <Section
        id="sources"
        title="Sources we fetch"
        note="What came of our last look at each source. This is about us; whether a publisher is late is said with each claim."
      >
        <Markup as="ul" className="source-list" of={lists.sources} />
      </Section>
    </PageShell>
  );
}
