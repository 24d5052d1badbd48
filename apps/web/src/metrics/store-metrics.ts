import type { AlertPhase, NoticeKind } from "@talent/core/alert/transition";
import { type FetchState, fetchState, type PublisherStateCode } from "@talent/core/capture/freshness";
import { OUTCOMES } from "@talent/core/capture/outcome";
import { storeMetrics as storeMetricCounts } from "@talent/db/read/store/store-metrics";
import { db } from "../store/database.ts";
import { type Freshness, loadFreshness } from "../store/sources.ts";
import { currentStoreState } from "../store/store-state.ts";
import type { Metric, Sample } from "./exposition.ts";

const OUR_STATES: readonly FetchState[] = ["never_looked", "looked", "failing"];
const THEIR_STATES: readonly PublisherStateCode[] = ["unknown", "on_time", "due", "late", "lapsed", "orphaned"];
const PHASES: readonly AlertPhase[] = ["normal", "pending", "firing", "recovering", "no_data", "stale", "suspended", "retracted"];
const TELLS: readonly NoticeKind[] = [
  "fired",
  "again",
  "recovered",
  "retracted",
  "changed",
  "revised",
  "suspended",
  "no_data",
  "late",
  "spoke",
];
const DAY_MS = 86_400_000;

/** What an operator watches of the store, as of `now`: set-based questions only, asked as the dashboard's role. */
export async function storeMetrics(now: Date): Promise<Metric[]> {
  const [store, held, freshness] = await Promise.all([
    currentStoreState(),
    storeMetricCounts(db(), new Date(now.getTime() - DAY_MS)),
    loadFreshness(now),
  ]);
  const gauge = (name: string, help: string, samples: readonly Sample[]): Metric => ({
    name: `talent_${name}`,
    help,
    type: "gauge",
    samples,
  });
  const counter = (name: string, help: string, samples: readonly Sample[]): Metric => ({ ...gauge(name, help, samples), type: "counter" });
  const all = [...freshness.values()];
  return [
    gauge("store_info", "1, with the mode of the store.", store.mode === null ? [] : [{ labels: { mode: store.mode }, value: 1 }]),
    gauge("observations", "Versions of numbers in the store.", [{ value: held.observations }]),
    gauge("vintages", "Instants of a source from which some number could be known.", [{ value: held.vintages }]),
    gauge("values_held", "Values waiting for a person to decide.", [{ value: held.held }]),
    gauge(
      "sources_ours",
      "Sources by how fetches of them go.",
      samplesByName("state", OUR_STATES, countByName(all.map(({ looks }) => fetchState(looks)))),
    ),
    gauge(
      "sources_theirs",
      "Sources by where their publisher stands.",
      samplesByName("state", THEIR_STATES, countByName(all.map((one) => one.theirs.state))),
    ),
    gauge("source_look_age_seconds", "Seconds since a look at the source last succeeded.", fetchAges(freshness, now)),
    gauge("scheduler_beat_age_seconds", "Seconds since the scheduler last rang.", ageSample(store.schedulerBeat, now)),
    gauge("assessment_age_seconds", "Seconds since the ledger was last assessed.", ageSample(store.assessedAt, now)),
    gauge("runs_last_day", "Runs that ended within a day, by outcome.", samplesByName("outcome", OUTCOMES, held.runs)),
    gauge("alert_rules", "Alert rules by phase.", samplesByName("phase", PHASES, held.rules)),
    counter("notices_total", "Notices made, by what they tell.", samplesByName("tells", TELLS, held.notices)),
    counter("notice_deliveries_total", "Deliveries that notices were made for.", [{ value: held.audience }]),
  ];
}

/** One sample for every name there can be, zeros too, so that a rate begins at nothing. */
function samplesByName(label: string, names: readonly string[], counts: Readonly<Record<string, number>>): Sample[] {
  return names.map((name) => ({ labels: { [label]: name }, value: counts[name] ?? 0 }));
}

function countByName(names: readonly string[]): Record<string, number> {
  return Object.fromEntries([...Map.groupBy(names, (name) => name)].map(([name, list]) => [name, list.length]));
}

function ageSample(instant: string | null, now: Date): Sample[] {
  return instant === null ? [] : [{ value: (now.getTime() - Date.parse(instant)) / 1_000 }];
}

function fetchAges(freshness: ReadonlyMap<string, Freshness>, now: Date): Sample[] {
  return [...freshness].flatMap(([source, { looks }]) =>
    ageSample(looks.lastLooked, now).map((sample) => ({ ...sample, labels: { source } })),
  );
}
