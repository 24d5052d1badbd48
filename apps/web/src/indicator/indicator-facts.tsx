import { indicatorById } from "@talent/catalog/indicators/all";
import type { Indicator } from "@talent/catalog/indicators/indicator";
import type { PeriodKind } from "@talent/core/time/period";
import type { ReactNode } from "react";
import { type Carried, href } from "../request/href.ts";
import { codeWords, dimensionWords } from "../words/code-words.ts";
import { formatDay } from "../words/dates.ts";
import { REPUBLISH_WORDS } from "../words/observation-words.ts";
import { publisherSentence } from "../words/publisher-words.ts";
import { safeLink } from "../words/text.ts";
import type { IndicatorView } from "./load.ts";

/** What span a period is, in words. */
const PERIOD_KIND_WORDS: Readonly<Record<PeriodKind, string>> = {
  year: "calendar year",
  quarter: "quarter",
  month: "month",
  day: "day",
  fiscal_year: "US fiscal year, October to September",
  academic_year: "academic year",
  edition: "edition; its year is a name, not when it came out",
  exam: "exam; its year is a name, registration is in the autumn before",
  batch: "batch; its year is a name, publication is in the spring after",
};

/** What is counted, by whom, and what may be done with it. */
export function IndicatorFactsList({ view, carried }: { view: IndicatorView; carried: Carried }) {
  const { indicator, source, axes } = view;
  const kinds = [indicator.periodKind, ...(indicator.alsoPeriodKinds ?? [])].map((kind) => PERIOD_KIND_WORDS[kind]);
  return (
    <dl className="facts">
      <Fact term="What is counted">
        <CodedText text={indicator.definition} carried={carried} />
      </Fact>
      <Fact term="Unit">{indicator.unit}</Fact>
      <Fact term="A period is a">{kinds.join("; or a ")}</Fact>
      {Object.entries(indicator.dimensions).map(([name, codes]) => (
        <Fact key={name} term={`By ${dimensionWords(name)}`}>
          {codesWords(codes, axes, name)}
        </Fact>
      ))}
      {axes && axes.areas.length > 1 ? <Fact term="Areas">{axes.areas.length}</Fact> : null}
      <Fact term="Source">
        {source ? (
          <>
            <a href={href(`/sources/${source.id}`, carried)}>{source.record.title}</a>
            <span className="block text-muted">{source.record.publisher.name}</span>
          </>
        ) : (
          <>
            {indicator.source} <span className="text-muted">: not built yet</span>
          </>
        )}
      </Fact>
      <FreshFacts view={view} />
      {source ? (
        <Fact term="Licence">
          <Licence name={source.record.licence.name} url={source.record.licence.url} />: {REPUBLISH_WORDS[source.record.licence.republish]}
        </Fact>
      ) : null}
      <Fact term="Name in the API">
        <code className="text-[0.9em]">{indicator.id}</code>
      </Fact>
    </dl>
  );
}

/** Theirs and ours in two facts: whether the publisher keeps its rhythm, and when we last looked. */
function FreshFacts({ view: { indicator, freshness } }: { view: IndicatorView }) {
  const theirs = freshness?.byIndicator.get(indicator.id);
  if (!freshness || !theirs) return null;
  const { lastLooked, lastTried, failedSince } = freshness.looks;
  const failed = failedSince > 0 && lastTried ? `; not at the last try, ${formatDay(lastTried)}` : "";
  return (
    <>
      <Fact term="Theirs: the publisher">
        {theirs.newestPeriod ? `Newest ${theirs.newestPeriod}. ` : ""}
        {publisherSentence(theirs)}
      </Fact>
      <Fact term="Ours: last fetched successfully">
        {lastLooked ? formatDay(lastLooked) : "never"}
        {failed}
      </Fact>
    </>
  );
}

export function Licence({ name, url }: { name: string; url?: string | undefined }) {
  const link = url ? safeLink(url) : null;
  return link ? (
    <a href={link} rel="noreferrer nofollow external">
      {name}
    </a>
  ) : (
    name
  );
}

function codesWords(codes: Indicator["dimensions"][string], axes: IndicatorView["axes"], name: string): string {
  if (codes === "open")
    return `${new Set(axes?.dimensions.map((one) => one[name])).size || "no"} codes held; the publisher may print new ones`;
  return codes.map(codeWords).join(", ");
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** A text of the catalogue, in which names of the API stand between backticks: an indicator leads to its page, anything else is set as code. */
export function CodedText({ text, carried }: { text: string; carried: Carried }) {
  return text.split("`").map((part, index) => (index % 2 === 0 ? part : <CodeOrIndicator key={part} name={part} carried={carried} />));
}

function CodeOrIndicator({ name, carried }: { name: string; carried: Carried }) {
  const code = <code className="text-[0.92em]">{name}</code>;
  return indicatorById(name) ? <a href={href(`/indicators/${name}`, carried)}>{code}</a> : code;
}
