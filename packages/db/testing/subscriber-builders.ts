import { type Db, openDb } from "../src/connect.ts";
import { subscriberKey } from "../src/subscriber-key.ts";
import { requestSubscription, type SubscriptionRequest } from "../src/write/subscribers/subscriptions.ts";
import { testDatabase } from "./database.ts";

export const TEST_SECRET = "a secret of thirty-two characters and more";
export const TEST_KEY = subscriberKey(TEST_SECRET);

export const TEST_REQUEST: SubscriptionRequest = {
  address: "reader@example.org",
  scopes: ["claim:visas-harder"],
  includeFuture: true,
  rule: null,
  cadence: "instant",
  locale: "en",
  timeZone: "UTC",
  quiet: null,
};

/** The store as the dashboard sees it: a pool of connections that act as its role. */
export function openAsWebRole(url: string): Db {
  const own = new URL(url);
  own.searchParams.set("options", "-c role=talent_web");
  return openDb(own.href, { applicationName: "talent test web", max: 4 });
}

export type TestPerson = {
  readonly id: string;
  readonly generation: number;
  readonly confirm: string;
  readonly manage: string;
  readonly unsubscribe: string;
};

/** The person of an address with the tokens of their newest confirmation mail, derived as the worker does; null before any. */
export async function personOf(db: Db, address: string): Promise<TestPerson | null> {
  const { rows } = await db.pool.query<{ id: string; generation: number; wishes: string[] | null }>(
    `SELECT p.id, p.generation, (SELECT about->'subscriptions' FROM messages WHERE subscriber_id = p.id AND kind = 'confirm' ORDER BY created_at DESC LIMIT 1) AS wishes
     FROM subscribers p WHERE address_hash = $1`,
    [TEST_KEY.lookup(address)],
  );
  const [found] = rows;
  if (!found) return null;
  const links = [found.id, String(found.generation)];
  return {
    id: found.id,
    generation: found.generation,
    confirm: TEST_KEY.token("confirm", [found.id, ...(found.wishes ?? [])]),
    manage: TEST_KEY.token("manage", links),
    unsubscribe: TEST_KEY.token("unsubscribe", links),
  };
}

/** Requests a subscription and returns the person it made or found. */
export async function requestAndFind(owner: Db, web: Db, wish: Partial<SubscriptionRequest>, now: Date): Promise<TestPerson> {
  const whole = { ...TEST_REQUEST, ...wish };
  await requestSubscription(web, TEST_KEY, whole, now);
  const person = await personOf(owner, whole.address);
  if (!person) throw new Error("nobody was made");
  return person;
}

/** A transition with a notice for these subscriptions; every delivery is held. */
export async function heldNotice(
  owner: Db,
  {
    scopes,
    wishes,
    at,
    tells = "fired",
  }: { scopes: readonly string[]; wishes: readonly { id: string; person: string }[]; at: string; tells?: string },
): Promise<string> {
  const { rows } = await owner.pool.query<{ id: string }>(
    `INSERT INTO alert_transitions (rule, rule_fingerprint, effective_at, evaluated_at, from_phase, to_phase, tells, cause, facts, scopes)
     VALUES ('r', 'f', $1, $1, 'normal', 'firing', $3, 'new_period', '{}', $2) RETURNING id`,
    [at, scopes, tells],
  );
  const id = rows[0]?.id ?? "";
  await owner.pool.query("INSERT INTO notices (transition_id, audience) VALUES ($1, $2)", [id, wishes.length]);
  for (const { id: wish, person } of wishes)
    await owner.pool.query(
      "INSERT INTO deliveries (transition_id, subscriber_id, subscription_id, state, due_at) VALUES ($1, $2, $3, 'held', $4)",
      [id, person, wish, at],
    );
  return id;
}

export type SubscriptionStore = {
  readonly owner: Db;
  /** As the dashboard sees it. */
  readonly web: Db;
  rows<T>(sql: string, ...values: unknown[]): Promise<T[]>;
  stateOf(person: string): Promise<string | undefined>;
  /** Every subscription of a person, oldest first. */
  wishesOf(person: string): Promise<{ id: string; scope: string; confirmed: boolean; ended: boolean }[]>;
  /** What stands in their consent history, oldest first. */
  eventsOf(person: string): Promise<string[]>;
  drop(): Promise<void>;
};

/** A separate database with queries for tests about subscriptions. */
export async function subscriptionStore(): Promise<SubscriptionStore> {
  const test = await testDatabase();
  const [owner, web] = [test.db, openAsWebRole(test.url)];
  const rows = async <T>(sql: string, ...values: unknown[]): Promise<T[]> => (await owner.pool.query(sql, values)).rows as T[];
  return {
    owner,
    web,
    rows,
    stateOf: async (person) => (await rows<{ state: string }>("SELECT state FROM subscribers WHERE id = $1", person))[0]?.state,
    wishesOf: (person) =>
      rows(
        `SELECT id, scope, confirmed_at IS NOT NULL AS confirmed, ended_at IS NOT NULL AS ended FROM subscriptions
         WHERE subscriber_id = $1 ORDER BY created_at, scope`,
        person,
      ),
    eventsOf: async (person) =>
      (await rows<{ event: string }>("SELECT event FROM consent_events WHERE subscriber_id = $1 ORDER BY id", person)).map(
        (row) => row.event,
      ),
    async drop() {
      await web.close();
      await test.drop();
    },
  };
}
