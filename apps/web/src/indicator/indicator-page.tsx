import { ClaimsUsingList } from "../claim/claims-using-list.tsx";
import { GradeBadge } from "../components/badge.tsx";
import { Callout } from "../components/callout.tsx";
import { Markup } from "../components/markup.tsx";
import { ScrollBox, Section } from "../components/section.tsx";
import { TallBox } from "../components/tall-box.tsx";
import type { AsOf } from "../request/as-of.ts";
import { type Carried, href } from "../request/href.ts";
import { formatDay } from "../words/dates.ts";
import { REPUBLISH_WORDS } from "../words/observation-words.ts";
import { CodedText, IndicatorFactsList } from "./indicator-facts.tsx";
import type { IndicatorView } from "./load.ts";
import type { Codes } from "./pick/axes.ts";
import { Picker } from "./pick/picker.tsx";
import { stepOf, type View } from "./pick/views.ts";
import { basePeriods, defaultBase } from "./series/compare.ts";
import { offeredViews, seriesInView } from "./series/plotted.ts";
import { SeriesChart } from "./series/series-chart.tsx";
import { periodsOf, seriesTable } from "./series/series-table.ts";
import { Vintages } from "./series/vintages.tsx";
import { themeOf } from "./themes.ts";

type RequestedView = { readonly view: View; readonly problem: string | null };
type BodyProps = { view: IndicatorView; asked: RequestedView; baseAsked: string | null; asOf: AsOf; carried: Carried };

/** Everything of an indicator below its headline: the numbers at the left, what they are at the right. */
export function IndicatorBody(props: BodyProps) {
  const { view, carried } = props;
  const { indicator, picked } = view;
  return (
    <div className="grid gap-x-14 xl:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="min-w-0">
        {picked ? (
          <NumbersSection {...props} />
        ) : (
          <>
            <NothingKnown view={view} asOf={props.asOf} />
            <Notes notes={indicator.notes ?? []} carried={carried} />
          </>
        )}
      </div>
      <div>
        <Section id="definition" title="What it is">
          <IndicatorFactsList view={view} carried={carried} />
        </Section>
        {picked ? (
          <Section id="take" title="Take the numbers">
            <Downloads view={view} carried={carried} />
          </Section>
        ) : null}
        <Section id="claims" title="Claims that use it">
          <ClaimsUsingList indicators={[indicator.id]} carried={carried} />
        </Section>
      </div>
    </div>
  );
}

function NumbersSection({ view, asked, baseAsked, carried }: BodyProps) {
  const { indicator, axes, picked, series, events } = view;
  if (!axes || !picked) return null;
  const step = stepOf(indicator);
  const points = series.map((one) => one.points);
  const bases = basePeriods(points);
  const base = baseAsked !== null && bases.includes(baseAsked) ? baseAsked : defaultBase(points);
  const offered = offeredViews(indicator, series, base);
  const shown = { view: offered.includes(asked.view) ? asked.view : ("level" as const), step, base };
  const seen = seriesInView(series, shown.view, step, base);
  return (
    <>
      <div className="mt-14">
        <Problems problems={[...(asked.problem ? [asked.problem] : []), ...picked.problems]} />
        <Withheld view={view} />
        <SeriesChart indicator={indicator} seen={seen} events={events} {...shown} />
      </div>
      <div className="mt-8">
        <Picker indicator={indicator} axes={axes} picked={picked} offered={offered} bases={bases} carried={carried} {...shown} />
      </div>
      <Notes notes={indicator.notes ?? []} carried={carried} />
      <Section id="numbers" title="Every period" note={`${unitWords(indicator.unit)}Each number leads to the bytes it was read from.`}>
        <NumbersTable seen={seen} view={shown.view} step={step} carried={carried} />
      </Section>
      <Section
        id="vintages"
        title="What became known when"
        note="A number is never overwritten: what replaces it is added, with the moment from which it could be known."
      >
        <Vintages series={series} carried={carried} />
      </Section>
    </>
  );
}

const MAX_PLAIN_ROWS = 24;

/** The table as it is; in a box of its own where it is long. */
function NumbersTable(props: Parameters<typeof seriesTable>[0]) {
  const table = seriesTable(props);
  if (periodsOf(props.seen).length > MAX_PLAIN_ROWS) return <TallBox label="Table of every period" of={table} />;
  return (
    <ScrollBox label="Table of every period">
      <Markup of={table} />
    </ScrollBox>
  );
}

function unitWords(unit: string): string {
  return unit === "in force" || unit === "rank" ? "" : `In ${unit}. `;
}

/** Breaks and traps, beside the numbers they are about. */
function Notes({ notes, carried }: { notes: readonly string[]; carried: Carried }) {
  if (notes.length === 0) return null;
  return (
    <Section id="notes" title="Before comparing">
      <ul className="max-w-3xl list-disc space-y-2 pl-5">
        {notes.map((note) => (
          <li key={note}>
            <CodedText text={note} carried={carried} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

const SHOWN_PROBLEMS = 3;

function Problems({ problems }: { problems: readonly string[] }) {
  if (problems.length === 0) return null;
  const more = problems.length - SHOWN_PROBLEMS;
  return (
    <Callout tone="unclear" className="mb-6">
      <ul>
        {problems.slice(0, SHOWN_PROBLEMS).map((problem) => (
          <li key={problem}>{problem}</li>
        ))}
        {more > 0 ? <li>And {more} more that cannot be shown.</li> : null}
      </ul>
    </Callout>
  );
}

function Withheld({ view: { series, source } }: { view: IndicatorView }) {
  if (!source || !series.some((one) => one.points.some(({ stated }) => stated.withheld))) return null;
  return (
    <Callout className="mb-6 max-w-3xl">
      Some or all of these values are withheld by the licence of their source: {REPUBLISH_WORDS[source.record.licence.republish]}. When they
      became known, and the verdicts that rest on them, stay.
    </Callout>
  );
}

function NothingKnown({ view: { source }, asOf }: { view: IndicatorView; asOf: AsOf }) {
  const words = asOf
    ? `Nothing was known of it on ${formatDay(asOf.instant.toISOString())}. No later number is shown in its place.`
    : source
      ? "Its source is read, and has stated no number of it yet."
      : "No source is built for it yet, so no number is held. Its definition stands here so that nobody has to guess what it will count.";
  return <Callout className="mt-14 max-w-3xl text-lg">{words}</Callout>;
}

/** What the indicator is, in one sentence. */
export function IndicatorHead({ view: { indicator, source }, carried }: { view: IndicatorView; carried: Carried }) {
  const theme = themeOf(indicator.id);
  return (
    <header className="pt-10">
      <p className="text-[0.9375rem] text-muted">
        <a href={href("/indicators", carried)}>Indicators</a>
        {theme ? (
          <>
            {" / "}
            <a href={href(`/indicators#${theme.id}`, carried)}>{theme.title}</a>
          </>
        ) : null}
      </p>
      <h1 className="mt-3 max-w-5xl font-serif text-3xl leading-[1.15] font-semibold tracking-tight sm:text-[2.6rem]">
        {indicator.title.en}
      </h1>
      <p className="mt-4 max-w-3xl text-lg">{indicator.description}</p>
      {source ? null : (
        <p className="mt-4">
          <GradeBadge strong>Awaiting its source</GradeBadge> <span className="text-muted">It is defined; nothing is read for it yet.</span>
        </p>
      )}
    </header>
  );
}

/** The same numbers for a program or a spreadsheet. The API speaks for the instant of the page. */
function Downloads({ view, carried }: { view: IndicatorView; carried: Carried }) {
  const { indicator, picked, source } = view;
  if (!picked) return null;
  const selection = { indicator: indicator.id, area: picked.areas.join(","), ...oneCodeEach(picked.codes) };
  return (
    <ul className="space-y-1">
      <li>
        <a href={seriesAddress("/api/v1/series", { ...selection, format: "csv" }, carried)}>CSV of what is shown</a>
      </li>
      <li>
        <a href={seriesAddress("/api/v1/series/vintages", selection, carried)}>Every version of it, JSON</a>
      </li>
      <li>
        <a href={seriesAddress("/api/v1/series", { indicator: indicator.id, format: "csv" }, carried)}>CSV of all areas and codes</a>
      </li>
      {source && source.record.licence.republish !== "values" && source.record.licence.republish !== "unmodified" ? (
        <li className="text-muted">Values that the licence keeps back are empty there too.</li>
      ) : null}
    </ul>
  );
}

/** The API takes one code of a dimension; of several picked ones it gives all. */
function oneCodeEach(codes: Codes): Record<string, string> {
  return Object.fromEntries(
    Object.entries(codes).flatMap(([name, list]) => (list.length === 1 && list[0] ? [[`dim.${name}`, list[0]]] : [])),
  );
}

/** An address of the API with the page's as-of. */
function seriesAddress(path: string, query: Readonly<Record<string, string>>, { as_of }: Carried): string {
  return `${path}?${new URLSearchParams({ ...query, ...(as_of ? { as_of } : {}) })}`;
}
