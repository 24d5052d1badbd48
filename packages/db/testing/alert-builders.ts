import { randomUUID } from "node:crypto";
import { INITIAL_STATE } from "@talent/core/alert/phase";
import { type Transition, transitionOf } from "@talent/core/alert/transition";
import { value } from "@talent/core/measure/measure";
import type { Db } from "../src/connect.ts";
import type { AlertPass, EvaluatedRule, NewTransition } from "../src/write/alerts/alert-pass.ts";

export type TestReader = {
  readonly scopes: readonly string[];
  /** Confirmed at this instant; null: not yet. Default: long ago. */
  readonly confirmedAt?: string | null;
  readonly endedAt?: string;
  readonly includeFuture?: boolean;
  readonly state?: "active" | "pending" | "unsubscribed" | "bounced";
  readonly cadence?: "instant" | "daily" | "weekly";
  readonly timeZone?: string;
  readonly quiet?: readonly [from: number, to: number];
};

/** A subscriber with one subscription for each scope; returns their id. */
export async function testReader(db: Db, reader: TestReader): Promise<string> {
  const id = randomUUID();
  const confirmedAt = reader.confirmedAt === undefined ? "2000-01-01" : reader.confirmedAt;
  const { state = "active", cadence = "instant", timeZone = "UTC", quiet, includeFuture = true, endedAt = null } = reader;
  await db.pool.query(
    `INSERT INTO subscribers (id, channel, address_cipher, address_hash, state, locale, cadence, time_zone, quiet_from, quiet_to, created_at, state_since)
     VALUES ($1, 'mail', '', $7, $2, 'en', $3, $4, $5, $6, '2000-01-01', '2000-01-01')`,
    [id, state, cadence, timeZone, quiet?.[0] ?? null, quiet?.[1] ?? null, Buffer.from(id)],
  );
  await db.pool.query(
    `INSERT INTO subscriptions (id, subscriber_id, scope, include_future, created_at, confirmed_at, ended_at)
     SELECT gen_random_uuid(), $1, scope, $3, '2000-01-01', $4, $5 FROM unnest($2::text[]) AS scope`,
    [id, reader.scopes, includeFuture, confirmedAt, endedAt],
  );
  return id;
}

/** A step that fires, at an instant. */
export const firingStep = (at: string, more: Partial<Transition> = {}): NewTransition =>
  noticeStep({ at: new Date(at).toISOString(), ...more });

function noticeStep(more: Partial<Transition> & { readonly at: string }): NewTransition {
  const transition = transitionOf({ from: "normal", to: "firing", tells: "fired", cause: "new_period", ...more });
  return { transition, news: true, catchUp: null };
}

/** What became of a rule called `visas-fall`; never evaluated before. */
export function evaluatedRule(transitions: readonly NewTransition[], more: Partial<EvaluatedRule> = {}): EvaluatedRule {
  return {
    rule: "visas-fall",
    fingerprint: "f1",
    read: null,
    state: { ...INITIAL_STATE, phase: transitions.at(-1)?.transition.to ?? "normal", at: transitions.at(-1)?.transition.at ?? null },
    evaluatedTo: new Date("2025-06-01"),
    knownSince: new Date("2024-01-01"),
    nextLook: null,
    scopes: ["rule:visas-fall", "indicator:visas", "everything"],
    about: {
      name: { en: "Visas", "zh-CN": "签证" },
      unit: "%",
      watch: {
        kind: "measure",
        measure: value({ indicator: "visas", area: "CHN", dimensions: {} }),
        periodKind: "year",
        unit: "%",
        fires: [{ op: "<=", than: -15 }],
        recovers: [{ op: ">=", than: -5 }],
      },
    },
    transitions,
    ...more,
  };
}

/** A pass over these rules as of 1 June 2025. */
export function testPass(rules: readonly EvaluatedRule[], more: Partial<AlertPass> = {}): AlertPass {
  return { now: new Date("2025-06-01"), changeSeen: "7", rules, untouched: [], ...more };
}
