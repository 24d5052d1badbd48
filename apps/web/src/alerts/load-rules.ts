import { scopesOf } from "@talent/catalog/alerts/scopes";
import { indicatorById } from "@talent/catalog/indicators/all";
import type { ChartPoint } from "@talent/charts/chart-input";
import { watchedPoints } from "@talent/charts/watch-chart";
import type { AlertRule } from "@talent/core/alert/rule";
import type { AlertPhase } from "@talent/core/alert/transition";
import type { Verdict } from "@talent/core/claim/assessment";
import { bindingsOf } from "@talent/core/measure/measure";
import type { SeriesKey, SeriesPoint } from "@talent/core/observation/observation";
import { seriesId } from "@talent/core/observation/series";
import { rulePhases } from "@talent/db/read/alerts/rule-states";
import { shownPoints } from "@talent/db/read/observations/points";
import type { StoreState } from "@talent/db/read/store/store-state";
import { loadLedger } from "../ledger/load.ts";
import type { AsOf } from "../request/as-of.ts";
import { db } from "../store/database.ts";
import { memoize } from "../store/memoize.ts";
import { currentStoreState, storeVersion } from "../store/store-state.ts";
import { currentBuiltInRules } from "./built-in-rules.ts";
import { loadTransitions } from "./load-history.ts";
import { type WatchedMeasure, watchedMeasure } from "./watched-measure.ts";

/** Where a rule stands at an instant. Instants are ISO. */
export type PhaseAt = {
  readonly phase: AlertPhase;
  readonly since: string | null;
  readonly lastNotice: { readonly id: string; readonly at: string } | null;
};

/** A rule for readers with where it stands and the newest of what it watches; what a licence keeps back is left out. */
export type RuleAt = {
  readonly rule: AlertRule;
  readonly scopes: readonly string[];
  /** Null before it was evaluated. */
  readonly at: PhaseAt | null;
  /** What can be shown of numbers it watches, oldest first. */
  readonly drawn: WatchedMeasure | null;
  readonly points: readonly ChartPoint[];
  /** Of a rule over a verdict: the newest word on each question it asks. */
  readonly verdicts: readonly Verdict[];
};

export type RulesView = { readonly store: StoreState; readonly rules: readonly RuleAt[] };

const FRESH_MS = 5_000;
// One array for all that is missing: the index of a series is kept by its array.
const NO_POINTS: readonly SeriesPoint[] = [];

/** Every built-in rule for readers, as it stood at an instant. */
export async function loadRules(asOf: AsOf): Promise<RulesView> {
  const store = await currentStoreState();
  const key = `rules ${asOf?.instant.toISOString() ?? "now"} ${storeVersion(store)}`;
  return { store, rules: await memoize(key, FRESH_MS, () => loadReaderRules(asOf)) };
}

async function loadReaderRules(asOf: AsOf): Promise<RuleAt[]> {
  const rules = await currentBuiltInRules();
  return loadRulesAt(
    rules.filter(({ audience }) => audience === "readers"),
    asOf,
  );
}

/** Some rules as they stood at an instant. */
export async function loadRulesAt(rules: readonly AlertRule[], asOf: AsOf): Promise<RuleAt[]> {
  const now = new Date();
  const knownAt = asOf && asOf.instant < now ? asOf.instant : now;
  const drawn = new Map(rules.map((rule) => [rule.id, watchedMeasure(rule.watch)]));
  const [phases, points, verdicts] = await Promise.all([
    loadPhases(asOf),
    loadPoints([...drawn.values()], knownAt),
    loadVerdicts(rules, asOf),
  ]);
  return rules.map((rule): RuleAt => {
    const own = drawn.get(rule.id) ?? null;
    return {
      rule,
      scopes: scopesOf(rule),
      at: phases.get(rule.id) ?? (asOf ? initialPhase(rule) : null),
      drawn: own,
      points: own ? points(own) : [],
      verdicts: verdicts(rule),
    };
  });
}

/** Where a rule stood that had made no step by then: it had not spoken, or it tells of steps alone. */
function initialPhase({ watch }: AlertRule): PhaseAt {
  return { phase: watch.kind === "verdict" || watch.kind === "revision" ? "normal" : "no_data", since: null, lastNotice: null };
}

/** Phases by rule: as stored, or for another day the last step that had happened by then. */
async function loadPhases(asOf: AsOf): Promise<ReadonlyMap<string, PhaseAt>> {
  if (asOf === null) {
    return new Map((await rulePhases(db())).map((one) => [one.rule, one]));
  }
  const phases = new Map<string, PhaseAt>();
  const steps = (await loadTransitions({})).filter(({ at }) => Date.parse(at) <= asOf.instant.getTime());
  for (const entry of steps.toReversed()) {
    const before = phases.get(entry.rule)?.lastNotice ?? null;
    const lastNotice = entry.audience === null ? before : { id: entry.id, at: entry.at };
    phases.set(entry.rule, { phase: entry.facts.to, since: entry.at, lastNotice });
  }
  return phases;
}

async function loadPoints(all: readonly (WatchedMeasure | null)[], knownAt: Date): Promise<(drawn: WatchedMeasure) => ChartPoint[]> {
  const keys = all.flatMap((drawn) => (drawn ? bindingsOf(drawn.measure) : []));
  const once = [...new Map(keys.map((key) => [seriesId(key), key])).values()];
  const shown = await shownPoints(db(), once, knownAt);
  const unitOf = (indicator: string) => indicatorById(indicator)?.unit ?? "";
  const breaksOf = (indicator: string) => indicatorById(indicator)?.breaks;
  const points = (key: SeriesKey) => shown.get(seriesId(key)) ?? NO_POINTS;
  return ({ measure, periodKind, forecasts }) => watchedPoints({ measure, periodKind, breaksOf, points, options: { unitOf, forecasts } });
}

async function loadVerdicts(rules: readonly AlertRule[], asOf: AsOf): Promise<(rule: AlertRule) => Verdict[]> {
  if (!rules.some(({ watch }) => watch.kind === "verdict")) return () => [];
  const { entries } = await loadLedger(asOf);
  return ({ watch }) => {
    if (watch.kind !== "verdict") return [];
    const own = entries.find(({ claim }) => claim.id === watch.claim)?.assessments ?? [];
    return watch.questions.flatMap(
      (question) => own.find((one) => one.reading === watch.reading && one.question === question)?.verdict ?? [],
    );
  };
}
