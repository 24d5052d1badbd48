import { ClaimRow } from "../ledger/claim-row.tsx";
import { FilterBar } from "../ledger/filter-bar.tsx";
import { filterQuery, passes, readFilter } from "../ledger/filters.ts";
import { Glance } from "../ledger/glance.tsx";
import { OpinionList } from "../ledger/opinion-list.tsx";
import { rowModels } from "../ledger/row-model.ts";
import { liveSourceLines } from "../ledger/source-lines.ts";
import { SourceStatus } from "../ledger/source-status.tsx";
import { Shell } from "../page/shell.tsx";
import { Section } from "../parts/section.tsx";
import { readPageQuery, type SearchParams } from "../request/page-query.ts";
import { ledgerView } from "../store/ledger-view.ts";
import { noticeOf } from "../store/store-now.ts";

/** The ledger at a glance: every claim of the article in its order, with verdicts, values and how old they are. */
export default async function LedgerPage({ searchParams }: { searchParams: SearchParams }) {
  const { asOf, carried, one } = await readPageQuery(searchParams);
  const filter = readFilter(one);
  const view = await ledgerView(asOf);
  const models = rowModels(view);
  const checkable = models.filter(({ entry }) => entry.claim.kind !== "opinion");
  const opinions = models.filter(({ entry }) => entry.claim.kind === "opinion").map(({ entry }) => entry.claim);
  const shown = checkable.filter(({ entry }) => passes(entry, filter));
  return (
    <Shell path="/" carried={carried} notice={noticeOf(view.store, asOf, new Date())} kept={filterQuery(filter)}>
      <div className="max-w-4xl pt-12 pb-8">
        <h1 className="font-serif text-4xl leading-[1.1] font-semibold tracking-tight sm:text-5xl">
          What the article said about China’s AI talent, held against the evidence
        </h1>
        <p className="mt-5 max-w-3xl text-lg leading-relaxed">
          On 10 February 2025 The New York Times asked what DeepSeek’s success says about China’s ability to nurture talent. Its{" "}
          {checkable.length} checkable statements are tested here, in our words and in the article’s order, against dated public numbers;
          its <a href="#opinions">{opinions.length} opinions</a> are listed, and not tested.
        </p>
      </div>
      <section aria-labelledby="glance-title">
        <h2 id="glance-title" className="label mb-2">
          The claims at a glance, in the article’s order
        </h2>
        <Glance models={checkable} carried={carried} />
      </section>
      <Section id="ledger" title="The claims">
        <FilterBar models={checkable} filter={filter} carried={carried} />
        <p className="mt-4 text-sm text-muted" aria-live="polite">
          {shown.length === checkable.length ? `All ${shown.length} claims` : `${shown.length} of ${checkable.length} claims`}. In the small
          charts the band is what the claim needs and the upright rule the day of the article.
        </p>
        <ol className="mt-4">
          {shown.map((model) => (
            <ClaimRow key={model.entry.claim.id} model={model} carried={carried} />
          ))}
        </ol>
      </Section>
      <Section
        id="opinions"
        title="Opinions, causes and counterfactuals"
        note="What the article, or someone in it, thinks. Attributed, not checkable, and given no verdict; related numbers are named beside them."
      >
        <OpinionList opinions={opinions} carried={carried} />
      </Section>
      <Section
        id="sources"
        title="Sources we look at"
        note="What came of our last look at each source. This is about us; whether a publisher is late is said with each claim."
      >
        <SourceStatus lines={liveSourceLines(view.sources)} />
      </Section>
    </Shell>
  );
}
