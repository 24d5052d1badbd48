import type { AlertPhase, AlertState } from "@talent/core/alert/transition";
import type { Db } from "../../connect.ts";

/** How far a rule was folded. */
export type RuleProgress = {
  readonly rule: string;
  readonly fingerprint: string;
  readonly evaluatedTo: Date;
  /** Newest entry of the feed of changes that was taken in. */
  readonly changeSeen: string;
  /** First evaluated at this instant. */
  readonly knownSince: Date;
  /** When the clock alone may move it on; null: never. */
  readonly nextLook: Date | null;
  /** The newest release taken in, as an ISO instant. */
  readonly at: string | null;
};

/** A rule's place with the state of its fold, which may hold numbers that a licence withholds. */
export type StoredRuleState = RuleProgress & { readonly state: AlertState };

type ProgressRow = {
  rule: string;
  fingerprint: string;
  evaluated_to: Date;
  change_seen: string;
  known_since: Date;
  next_look: Date | null;
  at: string | null;
};

const PROGRESS_COLUMNS = `rule, fingerprint, evaluated_to, change_seen, known_since, next_look, state->>'at' AS at`;

/** How far each of these rules was folded, by rule; one that was never evaluated is missing. */
export async function storedRuleProgress(db: Db, rules: readonly string[]): Promise<Map<string, RuleProgress>> {
  const { rows } = await db.pool.query<ProgressRow>(`SELECT ${PROGRESS_COLUMNS} FROM alert_states WHERE rule = ANY ($1)`, [rules]);
  return new Map(rows.map((row) => [row.rule, toRuleProgress(row)]));
}

/** The same with the states of their folds. Ungated: for evaluating, not for showing. */
export async function storedRuleStates(db: Db, rules: readonly string[]): Promise<Map<string, StoredRuleState>> {
  const { rows } = await db.pool.query<ProgressRow & { state: AlertState }>(
    `SELECT ${PROGRESS_COLUMNS}, state FROM alert_states WHERE rule = ANY ($1)`,
    [rules],
  );
  return new Map(rows.map((row) => [row.rule, { ...toRuleProgress(row), state: row.state }]));
}

function toRuleProgress({ rule, fingerprint, evaluated_to, change_seen, known_since, next_look, at }: ProgressRow): RuleProgress {
  return { rule, fingerprint, evaluatedTo: evaluated_to, changeSeen: change_seen, knownSince: known_since, nextLook: next_look, at };
}

/** The public state of a rule. Instants are ISO. */
export type RulePhase = {
  readonly rule: string;
  readonly phase: AlertPhase;
  /** Cause of the step into it; null where no step is on record. */
  readonly since: string | null;
  readonly evaluatedTo: string;
  readonly knownSince: string;
  /** Id and instant of the last notice; null: none yet. */
  readonly lastNotice: { readonly id: string; readonly at: string } | null;
};

type PhaseRow = {
  rule: string;
  phase: AlertPhase;
  since: Date | null;
  evaluated_to: Date;
  known_since: Date;
  notice: string | null;
  notice_at: Date | null;
};

/** The phase of every rule that was ever evaluated, by rule id. */
export async function rulePhases(db: Db): Promise<RulePhase[]> {
  const { rows } = await db.pool.query<PhaseRow>(
    `SELECT s.rule, s.phase, step.effective_at AS since, s.evaluated_to, s.known_since, told.id AS notice, told.effective_at AS notice_at
     FROM alert_states s
     LEFT JOIN LATERAL (SELECT t.effective_at, t.to_phase FROM alert_transitions t WHERE t.rule = s.rule ORDER BY t.id DESC LIMIT 1) step ON step.to_phase = s.phase
     LEFT JOIN LATERAL (
       SELECT t.id::text, t.effective_at FROM alert_transitions t JOIN notices n ON n.transition_id = t.id WHERE t.rule = s.rule ORDER BY t.id DESC LIMIT 1
     ) told ON true
     ORDER BY s.rule`,
  );
  return rows.map(({ rule, phase, since, evaluated_to, known_since, notice, notice_at }) => ({
    rule,
    phase,
    since: since?.toISOString() ?? null,
    evaluatedTo: evaluated_to.toISOString(),
    knownSince: known_since.toISOString(),
    lastNotice: notice === null || notice_at === null ? null : { id: notice, at: notice_at.toISOString() },
  }));
}
