import { areaName } from "@talent/catalog/areas/all";
import { indicatorById } from "@talent/catalog/indicators/all";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageShell } from "../../../components/page-shell.tsx";
import { Section } from "../../../components/section.tsx";
import { CitationCard, EvidenceFacts, ExcerptTable, UsedBy, VintagesTable } from "../../../evidence/evidence-sections.tsx";

import { loadEvidence, loadVintages } from "../../../evidence/load.ts";

import { seriesQuery } from "../../../indicator/pick/read-pick.ts";
import { loadLedger } from "../../../ledger/load.ts";
import { href } from "../../../request/href.ts";
import { readPageQuery, type SearchParams } from "../../../request/page-query.ts";
import { storeNotice } from "../../../store/store-state.ts";
import { observationWords, STATUS_WORDS } from "../../../words/observation-words.ts";

type Props = { params: Promise<{ observation: string }>; searchParams: SearchParams };

export const metadata: Metadata = { title: "Evidence" };

/** One number, down to the bytes it was read from. */
export default async function EvidencePage({ params, searchParams }: Props) {
  const [{ observation: id }, { asOf, carried }] = await Promise.all([params, readPageQuery(searchParams)]);
  const [found, view] = await Promise.all([loadEvidence(decodeURIComponent(id)), loadLedger(asOf)]);
  if (!found || (asOf && Date.parse(found.record.observation.vintage) > asOf.instant.getTime())) notFound();
  const { record, excerpt, why } = found;
  const { observation, citation } = record;
  const vintages = await loadVintages(observation, asOf?.instant ?? new Date());
  const indicator = indicatorById(observation.indicator);
  const codes = Object.entries(observation.dimensions).map(([name, code]) => `${name.replaceAll("_", " ")} ${code}`);
  return (
    <PageShell path={`/evidence/${id}`} carried={carried} notice={storeNotice(view.store, asOf, new Date())}>
      <header className="pt-10">
        <p className="text-[0.9375rem] text-muted">{["Evidence", areaName(observation.area), ...codes].join(" / ")}</p>
        <h1 className="mt-3 max-w-5xl font-serif text-3xl leading-[1.15] font-semibold tracking-tight sm:text-[2.6rem]">
          {observationWords(observation)}
        </h1>
        <p className="mt-3 text-lg">
          <a href={href(`/indicators/${observation.indicator}`, carried, seriesQuery(observation, indicator))}>
            {indicator?.title.en ?? observation.indicator}
          </a>
          , {areaName(observation.area)}, {observation.period}
        </p>
        <p className="mt-2 max-w-3xl text-muted">
          {indicator?.definition} Status: {STATUS_WORDS[observation.status] ?? observation.status}.
        </p>
      </header>
      <div className="grid gap-x-14 xl:grid-cols-[minmax(0,1fr)_27rem]">
        <div className="min-w-0">
          <Section id="cells" title={citation ? "The row we entered" : "Where it is printed"}>
            {excerpt ? <ExcerptTable excerpt={excerpt} /> : null}
            {why ? <p className="text-muted">{why}</p> : null}
          </Section>
          <Section
            id="vintages"
            title="Vintages"
            note="Every value stated for this series and period, with the moment from which it could be known. None is ever overwritten."
          >
            <VintagesTable vintages={vintages} current={observation.id} carried={carried} />
          </Section>
          <Section id="used" title="What rests on it">
            <UsedBy entries={view.entries} observation={observation.id} carried={carried} />
          </Section>
        </div>
        <div>
          {citation ? (
            <Section id="citation" title="Who says so">
              <CitationCard citation={citation} />
            </Section>
          ) : null}
          <Section id="exchange" title={citation ? "The bytes we keep" : "The bytes it was read from"}>
            <EvidenceFacts record={record} carried={carried} />
          </Section>
        </div>
      </div>
    </PageShell>
  );
}
