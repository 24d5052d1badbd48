import type { ApiObservation } from "@talent/db/read/observations/api-observation";
import type { EvidenceRecord } from "@talent/db/read/observations/evidence";
import type { Excerpt } from "@talent/readers/excerpt/excerpt";
import type { ReactNode } from "react";
import { ScrollBox } from "../components/section.tsx";
import { Table } from "../components/table.tsx";
import type { LedgerEntry } from "../ledger/load.ts";
import { type Carried, href } from "../request/href.ts";
import { formatDay, formatMinute } from "../words/dates.ts";
import {
  CAUSE_WORDS,
  fidelityWords,
  locatorWords,
  observationWords,
  QUALITY_WORDS,
  REPUBLISH_WORDS,
  STATUS_WORDS,
} from "../words/observation-words.ts";
import { safeLink, visibleText } from "../words/text.ts";

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
        {formatMinute(exchange.capturedAt)}
        {exchange.depositedBy ? `, handed in by ${exchange.depositedBy}` : ""}
      </Fact>
      <Fact term="Place">{observation.locator ? locatorWords(observation.locator) : "not shown"}</Fact>
      <Fact term="Printed">
        {observation.raw ? <bdi className="font-mono text-[0.9em]">{visibleText(observation.raw)}</bdi> : "not shown"}
      </Fact>
      <Fact term="Published">{observation.publishedOn ? formatDay(observation.publishedOn) : "the source states no date"}</Fact>
      <Fact term="Known since">
        {formatMinute(observation.vintage)}
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

/** The cells around a number as they stand in the stored bytes, as plain text; the number itself is marked. */
export function ExcerptTable({ excerpt }: { excerpt: Excerpt }) {
  const { header, rows, note } = excerpt;
  return (
    <>
      {rows.length > 0 ? (
        <ScrollBox label="Cells around the number">
          <table className="excerpt">
            {header ? (
              <thead>
                <tr>
                  <td />
                  {header.map((text, index) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other identity, two may be named alike
                    <th key={index} scope="col">
                      <bdi>{visibleText(text)}</bdi>
                    </th>
                  ))}
                </tr>
              </thead>
            ) : null}
            <tbody>
              {rows.map((row) => (
                <ExcerptRow key={row.label} row={row} />
              ))}
            </tbody>
          </table>
        </ScrollBox>
      ) : null}
      {note ? <p className="mt-3 text-[0.9375rem] whitespace-pre-wrap text-muted">{visibleText(note)}</p> : null}
    </>
  );
}

function ExcerptRow({ row }: { row: Excerpt["rows"][number] }) {
  return (
    <tr>
      <th scope="row">{row.label}</th>
      {row.cells.map((cell, index) =>
        cell.highlighted ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place in the row
          <td key={index} className="excerpt-hit">
            <mark>
              <bdi>{visibleText(cell.text)}</bdi>
            </mark>
          </td>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place in the row
          <td key={index}>
            <bdi>{visibleText(cell.text)}</bdi>
          </td>
        ),
      )}
    </tr>
  );
}

/** Every value ever stated for one series and period, oldest first; the one the page is about is marked. */
export function VintagesTable({ vintages, current, carried }: { vintages: readonly ApiObservation[]; current: string; carried: Carried }) {
  return (
    <ScrollBox label="Vintages">
      <Table columns={["Known since", "Value", "Status", "Why it was written", "Published"]} className="min-w-[38rem]">
        {vintages.map((one) => (
          <tr key={one.id} aria-current={one.id === current ? "true" : undefined}>
            <th scope="row" className="whitespace-nowrap">
              {formatMinute(one.vintage)}
            </th>
            <td>
              {one.id === current ? (
                <strong>{observationWords(one)}</strong>
              ) : (
                <a href={href(`/evidence/${one.id}`, carried)}>{observationWords(one)}</a>
              )}
            </td>
            <td>{STATUS_WORDS[one.status] ?? one.status}</td>
            <td>{CAUSE_WORDS[one.cause] ?? one.cause}</td>
            <td>{one.publishedOn ? formatDay(one.publishedOn) : "not stated"}</td>
          </tr>
        ))}
      </Table>
    </ScrollBox>
  );
}

type UsedByProps = { entries: readonly LedgerEntry[]; observation: string; carried: Carried };

/** The claims whose verdicts, as the ledger stands, use this very number. */
export function UsedBy({ entries, observation, carried }: UsedByProps) {
  const using = entries.filter(({ assessments }) => assessments.some((assessment) => assessment.inputs.includes(observation)));
  if (using.length === 0) return <p className="text-muted">No verdict uses this number as the ledger stands.</p>;
  return (
    <ul className="list-disc space-y-1 pl-5">
      {using.map(({ claim }) => (
        <li key={claim.id}>
          <a href={href(`/claims/${claim.id}#inputs`, carried)}>{claim.paraphrase.en}</a>
        </li>
      ))}
    </ul>
  );
}
