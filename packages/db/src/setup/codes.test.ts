import type { ReleaseCause } from "@talent/core/alert/release";
import type { Locale } from "@talent/core/alert/rule";
import type { AlertPhase, NoticeKind } from "@talent/core/alert/transition";
import type { Fidelity, Refusal, RefusalCode } from "@talent/core/capture/capture";
import { OUTCOMES, TRIGGERS } from "@talent/core/capture/outcome";
import type { Republish } from "@talent/core/capture/source";
import type { Assessment, AssessmentCause, Question, Verdict } from "@talent/core/claim/assessment";
import type { Locator } from "@talent/core/observation/locator";
import type { ObservationStatus, Quality } from "@talent/core/observation/observation";
import type { PeriodKind } from "@talent/core/time/period";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../../testing/database.ts";
import type { CauseCode } from "../encoding/codes.ts";
import type { ChangeKind } from "../read/feeds/changes.ts";
import type { SourceRecord } from "../read/ingest/sources.ts";
import type { StoreMode } from "../read/store/store-state.ts";
import { type DeliveryReason, MESSAGE_STATES, type MessageReason } from "../read/subscribers/delivery-log.ts";
import type { ConsentEvent, SubscriberState } from "../read/subscribers/subscriber-links.ts";
import type { TokenPurpose } from "../subscriber-key.ts";
import type { MessageRecipient } from "../write/deliveries/claim-messages.ts";
import type { AppendContext } from "../write/observations/append-context.ts";
import type { HeldObservation } from "../write/observations/append-input.ts";
import type { QuarantineDecision } from "../write/reviews/decide-held.ts";
import type { NoticeCadence } from "../write/subscribers/subscriptions.ts";

/** Exactly the members of a union: the compiler refuses one that is missing, and one too many. */
const codes = <T extends string>(members: Record<T, true>): string[] => Object.keys(members);

const PHASES = codes<AlertPhase>({
  normal: true,
  pending: true,
  firing: true,
  recovering: true,
  no_data: true,
  stale: true,
  suspended: true,
  retracted: true,
});

const MESSAGE_REASONS: Record<MessageReason, true> = {
  pending: true,
  unsubscribed: true,
  bounced: true,
  complained: true,
  erased: true,
  forgotten: true,
  nothing_left: true,
  undeliverable: true,
  rejected: true,
};

/** Every coded column, with what the code may write into it. */
const CODED: Readonly<Record<string, readonly string[]>> = {
  "sources.kind": codes<SourceRecord["kind"]>({ live: true, deposit: true, curated: true }),
  "sources.republish": codes<Republish>({ values: true, unmodified: true, cited: true, counts: true, verdict_only: true }),
  "slots.trigger": TRIGGERS,
  "slots.state": codes<"due" | "running" | "done" | "skipped">({ due: true, running: true, done: true, skipped: true }),
  "runs.trigger": TRIGGERS,
  "run_outcomes.outcome": OUTCOMES,
  "hosts.rest_outcome": OUTCOMES,
  "robots_files.problem_outcome": OUTCOMES,
  "snapshots.encoding": ["identity", "zstd"],
  "exchanges.fidelity": codes<Fidelity>({ verbatim: true, copy: true, derived: true, transcribed: true, reconstructed: true }),
  "refusals.code": codes<RefusalCode>({
    layout_changed: true,
    unknown_code: true,
    unit_changed: true,
    period_kind_changed: true,
    not_a_number: true,
    invalid_row: true,
    duplicate_key: true,
    total_mismatch: true,
    expectation_unmet: true,
    stale_copy: true,
    implausible: true,
    bytes_differ: true,
    not_recognised: true,
    unreadable: true,
    blocked_by_site: true,
  }),
  "refusals.scope": codes<Refusal["scope"]>({ value: true, snapshot: true }),
  "periods.kind": codes<PeriodKind>({
    year: true,
    quarter: true,
    month: true,
    day: true,
    fiscal_year: true,
    academic_year: true,
    edition: true,
    exam: true,
    batch: true,
  }),
  "citations.quality": codes<Quality>({ official_primary: true, primary_research: true, secondary: true }),
  "locators.kind": codes<Locator["kind"]>({ html: true, csv: true, xlsx: true, json: true, pdf: true, rows: true }),
  "appends.act": codes<AppendContext["act"]>({ capture: true, reparse: true, correction: true, accepted: true }),
  "observations.status": codes<ObservationStatus>({
    A: true,
    P: true,
    E: true,
    F: true,
    B: true,
    D: true,
    M: true,
    L: true,
    Q: true,
    O: true,
  }),
  "observations.cause": codes<CauseCode>({ n: true, r: true, w: true, c: true, p: true, d: true }),
  "observations.bound": ["l", "u"],
  "quarantine.reason": codes<HeldObservation["reason"]>({
    implausible: true,
    out_of_range: true,
    parts_differ: true,
    jump: true,
    rewritten: true,
    scale_shift: true,
    mass_rewrite: true,
    row_collapse: true,
  }),
  "quarantine_decisions.decision": codes<QuarantineDecision["decision"]>({ accepted: true, rejected: true }),
  "assessments.question": codes<Question>({ atPublication: true, withHindsight: true, now: true }),
  "assessments.verdict": codes<Verdict>({
    supported: true,
    contradicted: true,
    undetermined: true,
    not_checkable: true,
    holds: true,
    does_not_hold: true,
    no_newer_data: true,
    lapsed: true,
    not_assessable: true,
    in_line: true,
    not_in_line: true,
    open: true,
    overdue: true,
    context: true,
    not_yet_assessed: true,
  }),
  "assessments.direction": codes<NonNullable<Assessment["direction"]>>({
    widening: true,
    steady: true,
    narrowing: true,
    reversed: true,
    too_few_points: true,
  }),
  "assessments.cause": codes<AssessmentCause>({ inputs: true, rule: true, time: true }),
  "changes.kind": codes<ChangeKind>({
    new_period: true,
    revision: true,
    withdrawal: true,
    correction: true,
    reparse: true,
    definition_change: true,
    verdict: true,
    source_health: true,
  }),
  "store_state.mode": codes<StoreMode>({ live: true, replay: true }),
  "alert_states.phase": PHASES,
  "alert_transitions.from_phase": PHASES,
  "alert_transitions.to_phase": PHASES,
  "alert_transitions.tells": codes<NoticeKind>({
    fired: true,
    again: true,
    recovered: true,
    retracted: true,
    changed: true,
    revised: true,
    suspended: true,
    no_data: true,
    late: true,
    spoke: true,
  }),
  "alert_transitions.cause": codes<ReleaseCause>({
    new_period: true,
    revision: true,
    withdrawal: true,
    correction: true,
    reparse: true,
    definition_change: true,
    time: true,
    rule: true,
  }),
  "subscribers.channel": codes<MessageRecipient["channel"]>({ mail: true, webhook: true }),
  "subscribers.state": codes<SubscriberState>({
    pending: true,
    active: true,
    unsubscribed: true,
    bounced: true,
    complained: true,
    erased: true,
  }),
  "subscribers.locale": codes<Locale>({ en: true, "zh-CN": true }),
  "subscribers.cadence": codes<NoticeCadence>({ instant: true, daily: true, weekly: true }),
  "consent_events.event": codes<ConsentEvent>({
    requested: true,
    confirmed: true,
    changed: true,
    ended: true,
    restarted: true,
    links_renewed: true,
    unsubscribed: true,
    erased: true,
    forgotten: true,
    bounced: true,
    set_by_operator: true,
  }),
  "tokens.purpose": codes<TokenPurpose>({ confirm: true, manage: true, unsubscribe: true }),
  "messages.kind": ["confirm", "notices"],
  "messages.state": MESSAGE_STATES,
  "messages.reason": codes<MessageReason>(MESSAGE_REASONS),
  "message_attempts.outcome": ["accepted", "deferred", "rejected"],
  "deliveries.state": ["held", "delivered", "suppressed"],
  "deliveries.reason": codes<DeliveryReason>({
    ...MESSAGE_REASONS,
    retracted_before_sent: true,
    original_not_delivered: true,
    original_on_its_way: true,
    cap: true,
    retry: true,
  }),
};

/** Text that is no code: ids, keys, fingerprints, addresses, and texts of people and publishers. */
const FREE_TEXT =
  /(^|_)(id|name|url|title|country|licence|licence_name|fingerprint|worker|method|note|message|key|indicator|area|unit|label|publisher|head|raw|by|claim|reading|period|hash|stamp|host|holder|origin|rule|scope|time_zone|reply|sha256)$/;
const FREE_REASONS = ["slots.reason", "quarantine_decisions.reason", "hosts.rest_reason"];

describe("a coded column", () => {
  let test: TestDatabase;
  let stored: Map<string, string[]>;
  beforeAll(async () => {
    test = await testDatabase();
    const { rows } = await test.db.pool.query<{ column: string; definition: string }>(
      `SELECT c.conrelid::regclass || '.' || a.attname AS column, pg_get_constraintdef(c.oid) AS definition
       FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
       WHERE c.contype = 'c' AND cardinality(c.conkey) = 1 AND pg_get_constraintdef(c.oid) ~ 'ANY \\(+ARRAY'`,
    );
    stored = new Map(rows.map(({ column, definition }) => [column, [...definition.matchAll(/'([^']+)'::/g)].map(([, code = ""]) => code)]));
  });
  afterAll(() => test.drop());

  for (const [column, members] of Object.entries(CODED)) {
    it(`${column} takes exactly the codes that the code knows`, () => {
      expect(stored.get(column)?.toSorted()).toEqual([...members].sort());
    });
  }

  it("is on this list, as is every one with a check of its own, and any other text is free", async () => {
    expect([...stored.keys()].filter((column) => !(column in CODED))).toEqual([]);
    const { rows } = await test.db.pool.query<{ column: string }>(
      `SELECT c.relname || '.' || a.attname AS column FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
       WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> '_prisma_migrations'
         AND a.attnum > 0 AND NOT a.attisdropped AND format_type(a.atttypid, NULL) IN ('text', 'character')`,
    );
    const unknown = rows.map((row) => row.column).filter((column) => !(column in CODED) && !FREE_REASONS.includes(column));
    expect(unknown.filter((column) => !FREE_TEXT.test(column.split(".")[1] ?? ""))).toEqual([]);
  });

  it("refuses any other value", async () => {
    await expect(test.db.pool.query(`INSERT INTO periods (label, kind, starts, ends) VALUES ('1', 'era', now(), now())`)).rejects.toThrow(
      'violates check constraint "periods_kind_check"',
    );
  });
});
