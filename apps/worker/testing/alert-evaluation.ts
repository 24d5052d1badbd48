import type { SeriesKey } from "@talent/core/observation/observation";
import { ruleOf } from "@talent/core/testing/alert-builders";
import type { Db } from "@talent/db/connect";
import type { AlertCatalogue } from "@talent/db/read/alerts/alert-evidence";
import { deliveryTotals } from "@talent/db/read/subscribers/delivery-log";
import { type StatedRow, type TestSource, type TestSourceOptions, testSource } from "@talent/db/testing/source-builder";
import { type EvaluateOptions, type EvaluationSummary, evaluateAlerts } from "../src/alerts/evaluate/evaluate-alerts.ts";
import { builtInRule, type WatchedRule } from "../src/alerts/evaluate/watched-rules.ts";

/** The indicator and series of a made-up source. */
export const seriesOf = (source: string): SeriesKey => ({ indicator: `${source}-count`, area: "CHN", dimensions: {} });

export const CATALOGUE: AlertCatalogue = {
  facts: () => ({ unit: "persons", periodKind: "year" }),
  releaseSeriesOf: (source) => [seriesOf(source)],
};

/** What a document states of China, by year. */
export const chinaValues = (values: Readonly<Record<string, number>>): StatedRow[] =>
  Object.entries(values).map(([period, value]) => ["CHN", period, value]);

/** A pass over some rules, at an instant. */
export type Pass = (now: string, more?: Partial<EvaluateOptions>) => Promise<EvaluationSummary>;

export type StagedRule = TestSource & {
  readonly watched: WatchedRule;
  readonly evaluate: Pass;
  /** The steps of the rule, as `stepsOf` returns them; `told`: those with a notice. */
  steps(): Promise<string[]>;
  told(): Promise<string[]>;
};

let turn = 0;

/** A source of its own, a rule over it that fires at or below −15, and what one pass over that rule alone does. */
export async function stageRule(db: Db, more: Parameters<typeof ruleOf>[0] = {}, source: TestSourceOptions = {}): Promise<StagedRule> {
  const id = `s${++turn}`;
  const made = await testSource(db, id, source);
  const watched = builtInRule({ ...ruleOf(more, seriesOf(id)), id: `rule-${id}` });
  const [steps, told] = [() => stepsOf(db, watched.rule.id), () => stepsOf(db, watched.rule.id, true)];
  return { ...made, watched, evaluate: passOver(db, watched), steps, told };
}

export function passOver(db: Db, ...rules: readonly WatchedRule[]): Pass {
  return (now, more = {}) => evaluateAlerts(db, { now: new Date(now), rules, catalogue: CATALOGUE, ...more });
}

type Step = {
  readonly at: Date;
  readonly tells: string | null;
  readonly to_phase: string;
  readonly cause: string;
  readonly audience: number | null;
};

/** The steps of a rule on record, oldest first: instant, what it reports or leads to, cause, and how many were to be notified where there is a notice. */
export async function stepsOf(db: Db, rule: string, told = false): Promise<string[]> {
  const { rows } = await db.pool.query<Step>(
    `SELECT t.effective_at AS at, t.tells, t.to_phase, t.cause, n.audience FROM alert_transitions t LEFT JOIN notices n ON n.transition_id = t.id
     WHERE t.rule = $1 AND (n.transition_id IS NOT NULL OR NOT $2) ORDER BY t.id`,
    [rule, told],
  );
  return rows.map(({ at, tells, to_phase, cause, audience }) => {
    const day = at.toISOString().replace(/T00:00:00.000Z$/, "");
    return [day, tells ?? to_phase, cause, ...(audience === null ? [] : [`told ${audience}`])].join(" ");
  });
}

/** As if everything that waits for a subscriber had been sent. */
export async function sendAll(db: Db, reader: string): Promise<void> {
  await db.pool.query(
    `WITH made AS (
       INSERT INTO messages (id, subscriber_id, kind, state, attempts, due_at, created_at, sent_at)
       VALUES (gen_random_uuid(), $1, 'notices', 'sent', 1, now(), now(), now()) RETURNING id
     ) UPDATE deliveries SET state = 'delivered', message_id = made.id, settled_at = now() FROM made WHERE subscriber_id = $1 AND state = 'held'`,
    [reader],
  );
}

/** What was meant for people less what was delivered, is held and was suppressed: nothing, always. */
export async function unaccounted(db: Db): Promise<number> {
  const { in: meant, delivered, held, suppressed } = await deliveryTotals(db);
  return meant - delivered - held - suppressed;
}
