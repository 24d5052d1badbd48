import type { Headline } from "@talent/core/claim/headline";
import { expectsReview } from "@talent/core/claim/ledger-json";
import { briefingSentence, counterReading } from "@talent/core/text/verdict-text";
import { Callout } from "../components/callout.tsx";
import { Section } from "../components/section.tsx";
import { primaryAssessments } from "../ledger/filters.ts";
import type { LedgerEntry } from "../ledger/load.ts";
import { policyEvents } from "../ledger/policy-events.ts";
import { type Carried, href } from "../request/href.ts";
import { dueLabel, formatDay } from "../words/dates.ts";
import { typeset } from "../words/text.ts";
import { KIND_LABEL, QUESTIONS } from "../words/verdict-words.ts";
import { ContradictionCards, Definitions, RelatedCharts } from "./claim-context.tsx";
import { ClaimChart, chartedReading, HistoryTable } from "./claim-history.tsx";

import { InputsTable } from "./inputs-table.tsx";
import type { ClaimView } from "./load.ts";
import { QuestionCards, ReadingsTable } from "./readings.tsx";

/** Everything about a claim below its headline. An opinion has only what stands beside it. */
export function ClaimBody({ found, carried }: { found: ClaimView; carried: Carried }) {
  const { claim } = found.entry;
  return (
    <>
      {claim.kind === "opinion" ? <OpinionNote /> : <AssessedSections found={found} carried={carried} />}
      {claim.related.length > 0 ? (
        <Section id="related" title="Beside it" note="Related numbers, as context. They decide nothing about this claim.">
          <RelatedCharts claim={claim} points={found.view.shown} carried={carried} />
        </Section>
      ) : null}
      {found.disputes.length > 0 ? (
        <Section
          id="two-sources"
          title="Two sources, one thing"
          note="Side by side, never joined. Beyond rounding and the stated tolerance they disagree."
        >
          <ContradictionCards pairs={found.disputes} carried={carried} />
        </Section>
      ) : null}
      {claim.comparability?.length ? (
        <Section id="comparability" title="Before comparing">
          <ul className="max-w-3xl list-disc space-y-2 pl-5">
            {claim.comparability.map((note) => (
              <li key={note}>{typeset(note)}</li>
            ))}
          </ul>
        </Section>
      ) : null}
      <Section id="revisions" title="Revisions of this claim">
        <ul className="figures space-y-1">
          {claim.revisions.map((revision) => (
            <li key={revision.number}>
              <span className="text-muted">
                {revision.number} · {formatDay(revision.on)}
              </span>{" "}
              {revision.why}
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}

function OpinionNote() {
  return (
    <Callout tone="none" className="mt-8 max-w-3xl text-lg">
      Not checkable: an opinion, a cause or a counterfactual. It is listed with who said it and gets no verdict.
    </Callout>
  );
}

function AssessedSections({ found, carried }: { found: ClaimView; carried: Carried }) {
  const { entry, view } = found;
  const { claim, assessments } = entry;
  const primary = claim.readings.find((reading) => reading.primary);
  const ordered = [...claim.readings].sort(
    (a, b) => Number(b.primary) - Number(a.primary) || Number(a.uncounted ?? false) - Number(b.uncounted ?? false),
  );
  const charted = chartedReading(ordered, view.shown);
  const readings = ordered.map((reading) => ({
    reading,
    assessments: QUESTIONS.flatMap((question) => assessments.filter((one) => one.reading === reading.id && one.question === question)),
  }));
  const cited = readings.flatMap((one) => one.assessments.flatMap((assessment) => assessment.inputs));
  const inputs = [...new Set(cited)].flatMap((id) => found.inputs.get(id) ?? []);
  return (
    <>
      {claim.prediction ? <Prediction prediction={claim.prediction} /> : null}
      {primary ? (
        <Section
          id="verdict"
          title="Three questions, one test"
          note="The closest reading to the article’s own source, population and year."
        >
          <QuestionCards reading={primary} assessments={primaryAssessments(entry)} />
          {charted ? (
            <div className="mt-10">
              <ClaimChart reading={charted} shown={view.shown} events={policyEvents(view.shown)} />
            </div>
          ) : null}
        </Section>
      ) : null}
      <Section
        id="readings"
        title="Readings side by side"
        note="Each way to make the claim measurable, against its own threshold. The band is what the claim needs; the dot is the value, the bar its interval."
      >
        <ReadingsTable readings={readings} />
      </Section>
      <Section id="definitions" title="What is counted">
        <Definitions claim={claim} sources={view.sources} />
      </Section>
      <Section id="inputs" title="Inputs" note="Every number leads to the bytes it was read from.">
        <InputsTable inputs={inputs} carried={carried} />
      </Section>
      <Section id="history" title="History of verdicts">
        {carried.as_of ? (
          <p className="text-muted">What was known on another day is worked out anew, so no history is shown for it.</p>
        ) : (
          <HistoryTable claim={claim} history={found.history} />
        )}
      </Section>
    </>
  );
}

function Prediction({ prediction }: { prediction: { criteria: string; writtenOn: string; dueOn: string } }) {
  return (
    <Section id="prediction" title="A prediction">
      <p className="max-w-3xl">{typeset(prediction.criteria)}</p>
      <p className="mt-2 text-muted">
        Criteria written on {formatDay(prediction.writtenOn)}; judged at the end of {formatDay(prediction.dueOn)}. Open until then.
      </p>
    </Section>
  );
}

/** What was claimed, by whom, and in one sentence how it stands. */
export function ClaimHead({ entry, checkedAt, carried }: { entry: LedgerEntry; checkedAt: string | null; carried: Carried }) {
  const { claim, assessments, headline } = entry;
  const { paragraph, saidBy, sourceNamed } = claim.place;
  const counter = counterReading(claim, assessments);
  return (
    <header className="pt-10">
      <p className="text-[0.9375rem] text-muted">
        <a href={href(`/#${claim.id}`, carried)}>The claims</a> / paragraph {paragraph} / {KIND_LABEL[claim.kind].toLowerCase()}
      </p>
      <h1 className="mt-3 max-w-5xl font-serif text-3xl leading-[1.15] font-semibold tracking-tight sm:text-[2.6rem]">
        {claim.paraphrase.en}
      </h1>
      <p className="mt-4 max-w-4xl text-muted">
        Said by <span className="text-ink">{saidBy === "article" ? "the article" : saidBy}</span>
        {sourceNamed ? (
          <>
            , citing <span className="text-ink">{sourceNamed}</span>
          </>
        ) : (
          ", who names no source"
        )}
        .{claim.asserted ? ` Its figure and hedge, in our words: ${claim.asserted}.` : ""} The claim is our paraphrase.
      </p>
      {claim.kind === "opinion" ? null : (
        <Callout className="mt-7 max-w-4xl">
          <p className="font-serif text-xl leading-snug">{typeset(briefingSentence(claim, assessments, checkedAt ?? undefined))}</p>
          <p className="mt-3">{headlineWords(headline)}</p>
          {counter ? <p className="mt-1">{typeset(counter)}</p> : null}
        </Callout>
      )}
      <EntryTimes entry={entry} />
    </header>
  );
}

/** How the other readings stand, and on how much that is independent all of it rests. */
export function headlineWords({ sensitivity: { agree, total, unanswered }, dataOrigins }: Headline): string {
  const origins = `Independent data origins: ${dataOrigins}.`;
  if (total === 0) return `No other reading decides. ${origins}`;
  const without = unanswered > 0 ? `, ${unanswered} without an answer` : "";
  return `${agree} of ${total} ${total === 1 ? "variant" : "variants"} ${agree === 1 ? "agrees" : "agree"}${without}. ${origins}`;
}

function EntryTimes({ entry }: { entry: LedgerEntry }) {
  const { lastChecked, lastChanged, nextExpected } = entry.times;
  if (entry.claim.kind === "opinion") return null;
  return (
    <dl className="row-times mt-5">
      <div>
        <dt>last checked</dt> <dd>{lastChecked ? formatDay(lastChecked) : "not yet"}</dd>
      </div>
      <div>
        <dt>last changed</dt> <dd>{lastChanged ? formatDay(lastChanged) : "never"}</dd>
      </div>
      <div>
        <dt>{dueLabel(nextExpected, new Date().toISOString(), expectsReview(entry.assessments))}</dt>{" "}
        <dd>{nextExpected ? formatDay(nextExpected) : "nothing is expected"}</dd>
      </div>
    </dl>
  );
}
