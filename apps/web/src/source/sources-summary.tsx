import { ours, schedulerSilent } from "@talent/core/capture/freshness";
import { minute } from "../words/dates.ts";
import { isBehind } from "../words/publisher-words.ts";
import type { SourcesView } from "./load.ts";
import { isAnswered } from "./our-state.ts";

/** How all sources stand in three sentences: ours, theirs, and whether anybody is looking at all. */
export function SourcesSummary({ view: { sources, store } }: { view: SourcesView }) {
  const live = sources.filter((source) => source.record.kind === "live");
  const answered = live.filter((source) => isAnswered(source.log.outcomes));
  const wrong = answered.filter((source) => ours(source.looks) === "failing").length;
  const unseen = live.filter((source) => ours(source.looks) === "never_looked").length;
  const late = sources.filter((source) => isBehind(source.theirs)).length;
  const stopped = sources.filter((source) => source.theirs.state === "orphaned").length;
  return (
    <dl className="facts mt-8 grid gap-x-12 md:grid-cols-3">
      <div>
        <dt>Ours: could we look?</dt>
        <dd>
          {answered.length} of {live.length} sources that we fetch answered the last time
          {wrong > 0 ? `, ${wrong} of them not as agreed` : ""}.{unseen > 0 ? ` ${unseen} were not looked at yet.` : ""}
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
        <dd>{beatWords(store)}</dd>
      </div>
    </dl>
  );
}

/** The dead man's switch: a scheduler that is silent checks nothing, and nothing would tell. A replay has none. */
export function beatWords({ mode, schedulerBeat }: Pick<SourcesView["store"], "mode" | "schedulerBeat">, now = new Date()): string {
  if (mode !== "live") return "This is a replay of recorded pages: nothing is fetched, and schedules are off.";
  if (schedulerBeat === null) return "The scheduler has not given a sign of life yet: nothing is checked on schedule.";
  return schedulerSilent(schedulerBeat, now)
    ? `Nothing has been checked since ${minute(schedulerBeat)}: the scheduler is silent.`
    : `The scheduler rings every minute; last at ${minute(schedulerBeat)}.`;
}
