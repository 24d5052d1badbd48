import { existsSync } from "node:fs";
import { join } from "node:path";
import { ALERTS } from "@talent/catalog/alerts";
import { heardBy } from "@talent/catalog/heard-by";
import { conservation } from "@talent/db/read/alert-conservation";
import { ruleHistory } from "@talent/db/read/rule-history";
import { claimStoreMode } from "@talent/db/store-mode";
import { type TestDatabase, testDatabase } from "@talent/db/test-database";
import { registerSources } from "@talent/db/write/register-sources";
import { confirmSubscription, requestSubscription } from "@talent/db/write/subscriptions";
import { SOURCES } from "@talent/sources/registry";
import type { ParsedMail } from "mailparser";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { assessLedger } from "../assess-ledger.ts";
import { recordOf } from "../boot-worker.ts";
import { loadCuratedFacts } from "../curated-facts.ts";
import { ledgerFacts } from "../ledger-facts.ts";
import { ROOT } from "../places.ts";
import { cappedReader } from "../reader.ts";
import { walkReplay } from "../replay.ts";
import { smtpPostman } from "./smtp-postman.ts";
import { drain, KEY } from "./test-deliveries.ts";
import { type TestSmtp, testSmtp } from "./test-smtp.ts";

// The publishers' own bytes are not in the repository; where they lie beside it, somebody follows everything through them.
const CAPTURES = join(ROOT, "../shared/captures");
/** Documents that take minutes to read and bring few notices. */
const LEFT_OUT = new Set(["state-niv-annual", "state-niv-monthly", "epoch-models", "github-innovation-graph"]);
const sources = SOURCES.filter(({ id }) => !LEFT_OUT.has(id));
const ASKED = new Date("2013-12-30T10:00:00Z");
const CONFIRMED = new Date("2013-12-30T10:05:00Z");
const LAST = new Date("2026-07-14T06:00:00.000Z");

let store: TestDatabase;
let smtp: TestSmtp;
let mails: ParsedMail[];
let predicted: string[];

/** Asks, and follows the link of the mail that comes, as a person would. */
async function subscribe(postman: ReturnType<typeof smtpPostman>): Promise<void> {
  const settings = { cadence: "instant", locale: "en", timeZone: "UTC", quiet: null } as const;
  const wish = { ...settings, address: "reader@example.org", scopes: ["everything"], includeFuture: true, rule: null };
  await requestSubscription(store.db, KEY, wish, ASKED);
  await drain(store.db, { postman, now: ASKED });
  const [mail] = await smtp.parsed();
  const token = /subscriptions\/confirm\?token=([\w-]+)/.exec(mail?.text ?? "")?.[1] ?? "";
  expect(await confirmSubscription(store.db, token, CONFIRMED)).toBe("confirmed");
  smtp.taken.length = 0;
}

const line = (rule: string, at: Date | string, tells: string): string => `${new Date(at).toISOString().slice(0, 10)} ${rule} ${tells}`;

/** What the backtest of every rule for readers says, of what came after the first look at it. */
async function backtested(first: Date): Promise<string[]> {
  const lines: string[] = [];
  for (const rule of ALERTS.filter(({ audience }) => audience === "readers")) {
    const { transitions } = await ruleHistory(store.db, rule, { facts: ledgerFacts, heardBy }, LAST);
    const told = transitions.filter(({ tells, at }) => tells !== null && new Date(at) > first);
    lines.push(...told.map(({ at, tells }) => line(rule.id, at, String(tells))));
  }
  return lines.sort();
}

/** What mails told, by the notices they lead to. */
async function received(): Promise<string[]> {
  const ids = mails.flatMap(({ text }) => [...new Set([...(text ?? "").matchAll(/\/alerts\/(\d+)/g)].map(([, id]) => id))]);
  const { rows } = await store.db.pool.query<{ id: string; rule: string; at: Date; tells: string }>(
    "SELECT id::text, rule, at, tells FROM alert_transitions WHERE id = ANY ($1::bigint[])",
    [ids],
  );
  const byId = new Map(rows.map((row) => [row.id, line(row.rule, row.at, row.tells)]));
  return ids.map((id) => byId.get(String(id)) ?? `unknown ${id}`).sort();
}

describe.runIf(existsSync(CAPTURES))(
  "somebody who subscribed to everything before the walk over the recorded captures",
  { timeout: 600_000 },
  () => {
    beforeAll(async () => {
      [store, smtp] = [await testDatabase(), await testSmtp()];
      const postman = smtpPostman(smtp.url);
      await claimStoreMode(store.db, "replay");
      const records = sources.map((source) => recordOf(source, cappedReader));
      await registerSources(store.db, records, ASKED);
      await subscribe(postman);
      const log = () => undefined;
      await loadCuratedFacts({ db: store.db, name: "test", clock: () => new Date(), reader: cappedReader }, sources, log);
      const stamps: Date[] = [];
      const assess = async (now: Date): Promise<void> => {
        stamps.push(now);
        await assessLedger(store.db, now, { all: true });
        await drain(store.db, { postman, now });
      };
      await walkReplay({ db: store.db, root: CAPTURES, sources, reader: cappedReader, assess, log });
      expect(stamps.at(-1)).toEqual(LAST);
      [mails, predicted] = [await smtp.parsed(), await backtested(stamps[0] ?? ASKED)];
      await postman.close();
    }, 600_000);
    afterAll(async () => {
      await smtp?.close();
      await store?.drop();
    });

    it("was told exactly what the backtests say, each thing once", async () => {
      expect(predicted.length).toBeGreaterThan(20);
      expect(await received()).toEqual(predicted);
    });

    it("was told of the records of the civil-service exam, and that the last cannot be compared", () => {
      const exam = predicted.filter((one) => one.includes("civil-service-applicants-record"));
      expect(exam).toEqual([
        "2021-12-31 civil-service-applicants-record fired",
        "2022-12-31 civil-service-applicants-record again",
        "2023-11-26 civil-service-applicants-record again",
        "2024-10-26 civil-service-applicants-record again",
        "2025-10-26 civil-service-applicants-record suspended",
      ]);
    });

    it("got mails that say how to stop, to one address, each under an id of its own", () => {
      for (const mail of mails) {
        const list = mail.headers.get("list") as { unsubscribe?: { url?: string }; "unsubscribe-post"?: { name?: string } };
        expect(list.unsubscribe?.url).toMatch(/^https:\/\/monitor\.example\.org\/api\/v1\/subscriptions\/unsubscribe\?token=[\w-]{43}$/);
        expect(JSON.stringify(list["unsubscribe-post"])).toContain("List-Unsubscribe=One-Click");
        expect(mail.headers.get("auto-submitted")).toBe("auto-generated");
      }
      expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(mails.length);
      expect(smtp.taken.every(({ to }) => to.join() === "reader@example.org")).toBe(true);
    });

    it("is owed nothing: all that was meant for somebody was delivered", async () => {
      const { in: meant, delivered, held, suppressed } = await conservation(store.db);
      expect([held, suppressed]).toEqual([0, 0]);
      expect(delivered).toBe(meant);
      expect(meant).toBe(predicted.length);
    });

    it("is told nothing more when the walk is walked again", async () => {
      const before = smtp.taken.length;
      const assess = (now: Date): Promise<unknown> => assessLedger(store.db, now, { all: true });
      expect(await walkReplay({ db: store.db, root: CAPTURES, sources, reader: cappedReader, assess, log: () => undefined })).toBe(0);
      await assess(LAST);
      const { in: meant } = await conservation(store.db);
      expect([meant, smtp.taken.length]).toEqual([predicted.length, before]);
    });
  },
);
