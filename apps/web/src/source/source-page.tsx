import { indicatorById } from "@talent/catalog/indicators/all";
import { ClaimsUsingList } from "../claim/claims-using-list.tsx";
import { ScrollBox, Section } from "../components/section.tsx";
import { Table } from "../components/table.tsx";

import { TallBox } from "../components/tall-box.tsx";
import { type Carried, href } from "../request/href.ts";
import { PUBLISHER_WORDS } from "../words/publisher-words.ts";
import type { SourceAt, SourceView } from "./load.ts";
import { OurFacts, PublisherFacts, TheirFacts } from "./source-facts.tsx";
import { captureTable, runLog, runTable } from "./source-tables.ts";

/** Everything of a source below its name. */
export function SourceBody({ view, carried }: { view: SourceView; carried: Carried }) {
  const { source } = view;
  return (
    <>
      <div className="mt-8 grid gap-5 lg:grid-cols-2">
        <OurFacts source={source} />
        <TheirFacts source={source} />
      </div>
      <div className="grid gap-x-14 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="min-w-0">
          <FetchHistory source={source} />
          <Robots source={source} />
          <Deposit source={source} />
          <StoredDocuments view={view} />
        </div>
        <div>
          <Section id="publisher" title="Who publishes it">
            <PublisherFacts source={source} />
          </Section>
          <Section id="indicators" title="What it gives">
            <Indicators source={source} carried={carried} />
          </Section>
          <Section id="claims" title="Claims that rest on it">
            <ClaimsUsingList indicators={source.record.produces} carried={carried} measuredOnly />
          </Section>
        </div>
      </div>
    </>
  );
}

function FetchHistory({ source: { log } }: { source: SourceAt }) {
  return (
    <Section id="looks" title="Fetches" note={historyNote(log)}>
      {log.outcomes.length > 0 ? (
        <TallBox label="Table of fetches" of={runTable(log.outcomes)} />
      ) : (
        <p className="text-muted">No look has ended yet.</p>
      )}
    </Section>
  );
}

function StoredDocuments({ view: { source, captures } }: { view: SourceView }) {
  const { entries, total } = captures;
  const which = total > entries.length ? `The newest ${entries.length} of ${total} documents` : "Every document";
  return (
    <Section
      id="captures"
      title="What is kept of it"
      note={`${which}, by the SHA-256 of its bytes. They are kept before anybody reads them.`}
    >
      {entries.length > 0 ? (
        <TallBox label="Table of documents" of={captureTable(entries, source.record.licence.name)} />
      ) : (
        <p className="text-muted">Nothing is kept of it yet.</p>
      )}
    </Section>
  );
}

function historyNote({ looks, outcomes }: SourceAt["log"]): string {
  const which = looks > outcomes.length ? `The newest ${outcomes.length} of ${looks} looks. ` : "";
  return `${which}What was refused is told by its kind and number alone: a number nobody accepted is no public number.`;
}

function Indicators({ source: { record, byIndicator }, carried }: { source: SourceAt; carried: Carried }) {
  return (
    <ul className="space-y-2">
      {record.produces.map((id) => {
        const state = byIndicator.get(id);
        return (
          <li key={id}>
            <a href={href(`/indicators/${id}`, carried)}>{indicatorById(id)?.title.en ?? id}</a>
            <span className="block text-sm text-muted">
              {state?.newestPeriod ? `Newest ${state.newestPeriod}. ${PUBLISHER_WORDS[state.state]}.` : "No number known yet."}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

/** What the newest look that asked anybody was allowed to ask, and by which words of the site. */
function Robots({ source: { log } }: { source: SourceAt }) {
  const asked = log.outcomes.map((run) => runLog(run.detail).robots).find((robots) => robots.length > 0);
  if (!asked) return null;
  return (
    <Section id="robots" title="What robots.txt said" note="The rule that let our newest requests through, or kept them away.">
      <ScrollBox label="Table of sites asked">
        <Table columns={["Site", "Decision", "Rules read"]}>
          {asked.map(({ origin, decision, checked }) => (
            <tr key={`${origin} ${decision}`}>
              <th scope="row">{origin}</th>
              <td>{decision}</td>
              <td>{checked ?? "not said"}</td>
            </tr>
          ))}
        </Table>
      </ScrollBox>
    </Section>
  );
}

/** How a person gets the document to us where the site does not serve programs. */
function Deposit({ source: { id, record } }: { source: SourceAt }) {
  if (!record.depositHint) return null;
  return (
    <Section id="deposit" title="How to hand in a file">
      <p className="max-w-3xl">{record.depositHint}</p>
      <pre className="source-command">
        <code>{`npm run --silent source -- deposit ${id} FILE --url ADDRESS`}</code>
      </pre>
    </Section>
  );
}
