import { fetchState, schedulerSilent } from "@talent/core/capture/freshness";
import type { ReactNode } from "react";
import { Card } from "../components/card.tsx";
import { Licence } from "../indicator/indicator-facts.tsx";
import { durationWords, everyWords, formatDay, formatMinute, scheduleWords } from "../words/dates.ts";
import { REPUBLISH_WORDS } from "../words/observation-words.ts";
import { isPublisherLate, PUBLISHER_WORDS, publisherSentence } from "../words/publisher-words.ts";
import { safeLink } from "../words/text.ts";
import type { SourceAt, SourcesView } from "./load.ts";
import { fetchSentence, isAnswered } from "./our-state.ts";

const ACQUISITION_WORDS = {
  live: "We fetch it ourselves.",
  deposit: "A person hands the file in.",
  curated: "A table of ours, one cited number per row.",
} as const;

/** Ours: whether, when and how we look. */
export function OurFacts({ source: { record, log, looks, held } }: { source: SourceAt }) {
  return (
    <FactsCard title="Ours" lead={fetchSentence(looks, log.outcomes, record.kind)}>
      <Fact term="Last fetched">{looks.lastTried ? formatMinute(looks.lastTried) : "not yet"}</Fact>
      <Fact term="Last fetched successfully">{looks.lastLooked ? formatMinute(looks.lastLooked) : "never"}</Fact>
      <Fact term="Last changed">{log.lastChanged ? formatMinute(log.lastChanged) : "never"}</Fact>
      <Fact term="How it comes to us">
        {ACQUISITION_WORDS[record.kind]} {record.schedule ? `Fetched ${scheduleWords(record.schedule.cron)}.` : ""}
      </Fact>
      {held > 0 ? <Fact term="Held back">{held} values wait for a person’s decision now.</Fact> : null}
    </FactsCard>
  );
}

/** Theirs: whether the publisher keeps its own rhythm. */
export function TheirFacts({ source: { record, theirs } }: { source: SourceAt }) {
  const { cadence } = record;
  return (
    <FactsCard title="Theirs" lead={publisherSentence(theirs)}>
      <Fact term="State">{PUBLISHER_WORDS[theirs.state]}</Fact>
      <Fact term="Newest period stated">{theirs.newestPeriod ?? "none yet"}</Fact>
      <Fact term="Next expected">{theirs.nextDue ? formatDay(theirs.nextDue) : "nothing is expected"}</Fact>
      <Fact term="Rhythm">{cadenceWords(cadence)}</Fact>
    </FactsCard>
  );
}

function cadenceWords({ every, lag, grace, stillFilling, orphaned }: SourceAt["record"]["cadence"]): string {
  if (orphaned) return "None any more.";
  const filling = stillFilling ? ` Its ${stillFilling} newest periods are still being filled in and are never read as a fall.` : "";
  const when = lag === "P0D" ? "as soon as it ends" : `about ${durationWords(lag)} after it ends`;
  return `A new period ${everyWords(every)}, ${when}; silence counts as late ${durationWords(grace)} after that.${filling}`;
}

/** Who publishes it and what may be done with it. */
export function PublisherFacts({ source: { record } }: { source: SourceAt }) {
  const { publisher, licence, requests } = record;
  const site = safeLink(publisher.url);
  return (
    <dl className="facts">
      <Fact term="Publisher">
        {site ? (
          <a href={site} rel="noreferrer nofollow external">
            {publisher.name}
          </a>
        ) : (
          publisher.name
        )}
      </Fact>
      <Fact term="Licence">
        <Licence name={licence.name} url={licence.url} />
      </Fact>
      <Fact term="What we may show">{capitalizeFirst(REPUBLISH_WORDS[licence.republish] ?? licence.republish)}.</Fact>
      {requests.length > 0 ? (
        <Fact term="What we ask for">
          {requests.map(({ url }) => (
            <bdi key={url} className="block break-all">
              {url}
            </bdi>
          ))}
        </Fact>
      ) : null}
      <Fact term="Name in the API">
        <code className="text-[0.9em]">{record.id}</code>
      </Fact>
    </dl>
  );
}

function FactsCard({ title, lead, children }: { title: string; lead: string; children: ReactNode }) {
  return (
    <Card label={title} className="pt-4 pb-2.5 [&_.facts>div:last-child]:border-b-0">
      <h2 className="label">{title}</h2>
      <p className="mt-1 font-serif text-xl leading-snug">{lead}</p>
      <dl className="facts mt-3">{children}</dl>
    </Card>
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

function capitalizeFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** How all sources stand in three sentences: ours, theirs, and whether anybody is looking at all. */
export function SourcesSummary({ view: { sources, store } }: { view: SourcesView }) {
  const live = sources.filter((source) => source.record.kind === "live");
  const answered = live.filter((source) => isAnswered(source.log.outcomes));
  const wrong = answered.filter((source) => fetchState(source.looks) === "failing").length;
  const unseen = live.filter((source) => fetchState(source.looks) === "never_looked").length;
  const late = sources.filter((source) => isPublisherLate(source.theirs)).length;
  const stopped = sources.filter((source) => source.theirs.state === "orphaned").length;
  return (
    <dl className="facts mt-8 grid gap-x-12 md:grid-cols-3">
      <div>
        <dt>Ours: could we fetch?</dt>
        <dd>
          {answered.length} of {live.length} sources that we fetch answered the last time
          {wrong > 0 ? `, ${wrong} of them failed validation` : ""}.{unseen > 0 ? ` ${unseen} were not fetched yet.` : ""}
        </dd>
      </div>
      <div>
        <dt>Theirs: do they keep their rhythm?</dt>
        <dd>
          {late} {late === 1 ? "publisher is" : "publishers are"} late, {stopped} {stopped === 1 ? "has" : "have"} stopped for good.
        </dd>
      </div>
      <div>
        <dt>Is anybody looking?</dt>
        <dd>{heartbeatWords(store)}</dd>
      </div>
    </dl>
  );
}

/** The dead man's switch: a scheduler that is silent checks nothing, and nothing would tell. A replay has none. */
export function heartbeatWords({ mode, schedulerBeat }: Pick<SourcesView["store"], "mode" | "schedulerBeat">, now = new Date()): string {
  if (mode !== "live") return "This is a replay of recorded pages: nothing is fetched, and schedules are off.";
  if (schedulerBeat === null) return "The scheduler has not given a sign of life yet: nothing is checked on schedule.";
  return schedulerSilent(schedulerBeat, now)
    ? `Nothing has been checked since ${formatMinute(schedulerBeat)}: the scheduler is silent.`
    : `The scheduler rings every minute; last at ${formatMinute(schedulerBeat)}.`;
}
