import { type Connection, type Db, transactionWithRetry } from "../../connect.ts";
import { storableJson } from "../../encoding/storable-text.ts";
import type { AlertCrashPoint, AlertPass, EvaluatedRule, NewTransition, RecordedStep, StoredFacts } from "./alert-pass.ts";
import { createNoticeDeliveries, createRetractionDeliveries } from "./create-deliveries.ts";

const LOCK = 0x7a1e_0004;

/** `moved`: rules that another worker evaluated meanwhile; nothing was written. */
export type RecordResult =
  | { readonly moved: readonly string[] }
  | { readonly moved: null; readonly transitions: number; readonly notices: number; readonly deliveries: number };

/**
 * Stores the result of a pass over rules, in one transaction: their steps, the recipients of each, the places they were folded to, and a job
 * for the queue where anything waits to be sent. All or nothing: when the stored place of one rule is not the one its evaluation began with,
 * nothing is written. The same pass twice is stored once.
 */
export async function recordTransitions(
  db: Db,
  pass: AlertPass,
  crash: (point: AlertCrashPoint) => void = () => {},
): Promise<RecordResult> {
  const recorded = await transactionWithRetry(db, async (connection): Promise<RecordResult> => {
    crash("begun");
    await connection.query("SELECT pg_advisory_xact_lock($1)", [LOCK]);
    const moved = await rulesMovedOn(connection, pass.rules);
    crash("locked");
    return moved.length > 0 ? { moved } : writePass(connection, pass, crash);
  });
  crash("committed");
  return recorded;
}

async function writePass(connection: Connection, pass: AlertPass, crash: (point: AlertCrashPoint) => void): Promise<RecordResult> {
  const kept = await assignStepIds(connection, pass.rules);
  await insertSteps(connection, kept, pass.now);
  crash("steps");
  const told = kept.filter(({ news, transition }) => news && transition.tells !== null);
  const plain = await createNoticeDeliveries(
    connection,
    told.filter(({ transition }) => transition.tells !== "retracted"),
    pass.now,
  );
  crash("notices");
  const takenBack = await createRetractionDeliveries(
    connection,
    told.filter(({ transition }) => transition.tells === "retracted"),
    pass.now,
  );
  crash("retractions");
  await writeStates(connection, pass);
  crash("states");
  if (plain + takenBack > 0) await connection.query("SELECT wake_delivery()");
  crash("woken");
  return { moved: null, transitions: kept.length, notices: told.length, deliveries: plain + takenBack };
}

/** Those of these rules whose stored place is another than their evaluation began with. */
async function rulesMovedOn(connection: Connection, rules: readonly EvaluatedRule[]): Promise<string[]> {
  const { rows } = await connection.query<{ rule: string }>(
    `SELECT w.rule FROM unnest($1::text[], $2::text[], $3::timestamptz[], $4::bigint[]) AS w (rule, fingerprint, evaluated_to, change_seen)
     LEFT JOIN alert_states s ON s.rule = w.rule
     WHERE (s.fingerprint, s.evaluated_to, s.change_seen) IS DISTINCT FROM (w.fingerprint, w.evaluated_to, w.change_seen) ORDER BY w.rule`,
    [
      rules.map(({ rule }) => rule),
      rules.map(({ read }) => read?.fingerprint ?? null),
      rules.map(({ read }) => read?.evaluatedTo ?? null),
      rules.map(({ read }) => read?.changeSeen ?? null),
    ],
  );
  return rows.map(({ rule }) => rule);
}

/** Gives every step an id, in order, and finds the notified one that a retraction retracts: in this pass, else among those stored. */
async function assignStepIds(connection: Connection, rules: readonly EvaluatedRule[]): Promise<RecordedStep[]> {
  const steps = rules.flatMap((rule) => rule.transitions.map((step) => ({ ...step, rule })));
  if (steps.length === 0) return [];
  const { rows } = await connection.query<{ id: string }>(
    `SELECT nextval(pg_get_serial_sequence('alert_transitions', 'id'))::text AS id FROM generate_series(1, $1::integer)`,
    [steps.length],
  );
  const numbered = steps.map((step, at) => ({ ...step, id: rows[at]?.id ?? "" }));
  const onRecord = await retractedSteps(connection, numbered);
  return numbered.map((step, at) => {
    const { retracts } = step.transition;
    if (retracts === null) return { ...step, retracts };
    const own = numbered.slice(0, at).findLast((one) => one.rule === step.rule && announcesFiring(one, retracts));
    return { ...step, retracts: own?.id ?? onRecord.get(step.id) ?? null };
  });
}

function announcesFiring({ transition: { tells, at }, catchUp }: NewTransition, firedAt: string): boolean {
  return (tells === "fired" || tells === "again") && (at === firedAt || catchUp?.at === firedAt);
}

type StepWithId = NewTransition & { readonly id: string; readonly rule: EvaluatedRule };

/**
 * By retraction: the stored step that it retracts; one with a notice before one that is only in the history. What
 * came late may have moved the firing to another instant: then it is the one that people were last notified of and that is not over.
 */
async function retractedSteps(connection: Connection, steps: readonly StepWithId[]): Promise<Map<string, string>> {
  const wanted = steps.filter(({ transition }) => transition.retracts !== null);
  if (wanted.length === 0) return new Map();
  const { rows } = await connection.query<{ step: string; id: string }>(
    `SELECT DISTINCT ON (w.step) w.step::text, t.id::text
     FROM unnest($1::bigint[], $2::text[], $3::timestamptz[]) AS w (step, rule, fired_at)
     JOIN alert_transitions t ON t.rule = w.rule AND t.tells IN ('fired', 'again')
     LEFT JOIN notices n ON n.transition_id = t.id
     CROSS JOIN LATERAL (
       SELECT t.effective_at = w.fired_at OR coalesce((t.facts->'catchUp'->>'at')::timestamptz = w.fired_at, false) AS exact
     ) found
     WHERE found.exact OR t.id = (
       SELECT max(o.id) FROM alert_transitions o JOIN notices ON transition_id = o.id
       WHERE o.rule = w.rule AND o.tells IN ('fired', 'again', 'recovered', 'retracted'))
     ORDER BY w.step, found.exact DESC, n.transition_id IS NULL, t.id DESC`,
    [wanted.map(({ id }) => id), wanted.map(({ rule }) => rule.rule), wanted.map(({ transition }) => transition.retracts)],
  );
  return new Map(rows.map(({ step, id }) => [step, id]));
}

async function insertSteps(connection: Connection, steps: readonly RecordedStep[], now: Date): Promise<void> {
  if (steps.length === 0) return;
  const rows = steps.map(({ id, rule, transition, catchUp, retracts }) => ({
    id,
    rule: rule.rule,
    fingerprint: rule.fingerprint,
    facts: { ...transition, rule: rule.about, ...(catchUp === null ? {} : { catchUp }) } satisfies StoredFacts,
    scopes: rule.scopes,
    retracts,
  }));
  await connection.query(
    `INSERT INTO alert_transitions (id, rule, rule_fingerprint, effective_at, evaluated_at, from_phase, to_phase, tells, cause, facts, scopes,
       retracts_id)
     OVERRIDING SYSTEM VALUE
     SELECT (t->>'id')::bigint, t->>'rule', t->>'fingerprint', (t->'facts'->>'at')::timestamptz, $2, t->'facts'->>'from', t->'facts'->>'to',
       t->'facts'->>'tells', t->'facts'->>'cause', t->'facts', ARRAY(SELECT jsonb_array_elements_text(t->'scopes')), (t->>'retracts')::bigint
     FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS list (t, position) ORDER BY position`,
    [storableJson(rows), now],
  );
}

/** The places the rules were folded to; of those that nothing concerned, that the feed was read. */
async function writeStates(connection: Connection, { rules, untouched, changeSeen }: AlertPass): Promise<void> {
  const rows = rules.map(({ rule, fingerprint, state, evaluatedTo, knownSince, nextLook }) => {
    return { rule, fingerprint, phase: state.phase, state, evaluatedTo, knownSince, nextLook };
  });
  await connection.query(
    `INSERT INTO alert_states (rule, fingerprint, phase, state, evaluated_to, change_seen, known_since, next_look)
     SELECT s->>'rule', s->>'fingerprint', s->>'phase', s->'state', (s->>'evaluatedTo')::timestamptz, $2, (s->>'knownSince')::timestamptz,
       (s->>'nextLook')::timestamptz
     FROM jsonb_array_elements($1::jsonb) AS list (s)
     ON CONFLICT (rule) DO UPDATE SET fingerprint = excluded.fingerprint, phase = excluded.phase, state = excluded.state,
       evaluated_to = excluded.evaluated_to, change_seen = greatest(alert_states.change_seen, excluded.change_seen), next_look = excluded.next_look`,
    [storableJson(rows), changeSeen],
  );
  await connection.query("UPDATE alert_states SET change_seen = $2 WHERE rule = ANY ($1) AND change_seen < $2", [untouched, changeSeen]);
}
