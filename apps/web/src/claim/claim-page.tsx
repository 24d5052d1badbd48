import { Section } from "../components/section.tsx";
import { primaryAssessments } from "../ledger/filters.ts";
import { policyEvents } from "../ledger/policy-events.ts";
import type { Carried } from "../request/href.ts";
import { day } from "../words/dates.ts";
import { typeset } from "../words/text.ts";
import { QUESTIONS } from "../words/verdict-words.ts";
import { ClaimChart, chartedReading } from "./claim-chart.tsx";
import { Definitions } from "./claim-context.tsx";
import { HistoryTable } from "./claim-history.tsx";
import { ContradictionCards } from "./contradiction-cards.tsx";
import { InputsTable } from "./inputs-table.tsx";
import type { ClaimView } from "./load.ts";
import { QuestionCards } from "./question-cards.tsx";
import { ReadingsTable } from "./readings.tsx";
import { RelatedCharts } from "./related-charts.tsx";

/** Everything about a claim below its headline. An opinion has only what stands beside it. */
export function ClaimBody({ found, carried }: { found: ClaimView; carried: Carried }) {
  const { claim } = found.entry;
  return (
    <>
      {claim.kind === "opinion" ? <OpinionNote /> : <Tested found={found} carried={carried} />}
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
                {revision.number} · {day(revision.on)}
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
    <p className="mt-8 max-w-3xl border-l-4 border-none pl-5 text-lg">
      Not checkable: an opinion, a cause or a counterfactual. It is listed with who said it and gets no verdict.
    </p>
  );
}

function Tested({ found, carried }: { found: ClaimView; carried: Carried }) {
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
        Criteria written on {day(prediction.writtenOn)}; judged at the end of {day(prediction.dueOn)}. Open until then.
      </p>
    </Section>
  );
}
