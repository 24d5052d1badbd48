import type { ReactNode } from "react";
import { type Carried, href } from "../request/href.ts";
import { day, minute } from "../words/dates.ts";
import { fidelityWords, QUALITY_WORDS, REPUBLISH_WORDS } from "../words/fidelity-words.ts";
import { locatorWords } from "../words/locator-words.ts";
import { safeLink } from "../words/safe-link.ts";
import { visibleText } from "../words/visible-text.ts";
import type { EvidenceRecord } from "./load.ts";

/** Who said the number, where, and what exactly is kept of it. */
export function EvidenceFacts({ record, carried = {} }: { record: EvidenceRecord; carried?: Carried }) {
  const { observation, exchange, source } = record;
  return (
    <dl className="facts">
      <Fact term="Publisher">{source.publisher.name}</Fact>
      <Fact term="Source">
        <a href={href(`/sources/${source.id}`, carried)}>{source.title}</a>
      </Fact>
      <Fact term="Address">
        <Address url={exchange.url} />
      </Fact>
      <Fact term="Captured">
        {minute(exchange.capturedAt)}
        {exchange.depositedBy ? `, handed in by ${exchange.depositedBy}` : ""}
      </Fact>
      <Fact term="Place">{observation.locator ? locatorWords(observation.locator) : "not shown"}</Fact>
      <Fact term="Printed">
        {observation.raw ? <bdi className="font-mono text-[0.9em]">{visibleText(observation.raw)}</bdi> : "not shown"}
      </Fact>
      <Fact term="Published">{observation.publishedOn ? day(observation.publishedOn) : "the source states no date"}</Fact>
      <Fact term="Known since">
        {minute(observation.vintage)}
        {observation.backDated ? ", a reviewed bound: it was public by then at the latest" : ""}
      </Fact>
      <Fact term="SHA-256">
        <span className="font-mono text-[0.85em] break-all">{record.sha256}</span>
      </Fact>
      <Fact term="Fidelity">{fidelityWords(exchange.fidelity)}</Fact>
      <Fact term="Licence">
        {source.licence.name}: {REPUBLISH_WORDS[source.republish]}
        {exchange.licence && exchange.licence !== source.licence.name ? (
          <span className="block text-muted">{visibleText(exchange.licence)}</span>
        ) : null}
      </Fact>
      {exchange.note ? <Fact term="Note">{visibleText(exchange.note)}</Fact> : null}
    </dl>
  );
}

/** A curated number: who stated it, where it can be read, how well, and what we have to say about it. */
export function CitationCard({ citation }: { citation: NonNullable<EvidenceRecord["citation"]> }) {
  return (
    <dl className="facts">
      <Fact term="Stated by">{visibleText(citation.publisher)}</Fact>
      <Fact term="In">{visibleText(citation.title)}</Fact>
      <Fact term="To be read at">
        <Address url={citation.url} />
      </Fact>
      <Fact term="Grade">{QUALITY_WORDS[citation.quality]}</Fact>
      {citation.note ? <Fact term="Our note">{visibleText(citation.note)}</Fact> : null}
    </dl>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Address({ url }: { url: string }) {
  const link = safeLink(url);
  const text = <bdi className="break-all">{visibleText(url)}</bdi>;
  return link ? (
    <a href={link} rel="noreferrer nofollow external">
      {text}
    </a>
  ) : (
    text
  );
}
