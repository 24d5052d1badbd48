import { releaseSeriesOf } from "@talent/catalog/alerts/release-series";
import type { Db } from "@talent/db/connect";
import { ruleHistory } from "@talent/db/read/alerts/alert-evidence";
import { confirmSubscription, requestSubscription } from "@talent/db/write/subscribers/subscriptions";
import type { ParsedMail } from "mailparser";
import { BUILT_IN_RULES } from "../src/alerts/built-in-rules.ts";
import { smtpTransport } from "../src/alerts/mail/transport.ts";
import { indicatorFacts } from "../src/assess/indicator-facts.ts";
import { deliverAllDue, KEY } from "./deliveries.ts";
import { startSmtpServer } from "./smtp-server.ts";

/** A subscriber to everything, whose mail server is a real one. */
export type TestSubscriber = {
  /** Delivers what is due by then. */
  deliver(now: Date): Promise<void>;
  mails(): Promise<ParsedMail[]>;
  /** Addresses that mails were sent to. */
  addresses(): string[];
  /** What the mails reported, by the notices they link to: one line each, sorted. */
  told(): Promise<string[]>;
  leave(): Promise<void>;
};

/** Subscribes at `asked`, follows the link of the mail as a person would, and is confirmed five minutes later. */
export async function subscribeToEverything(db: Db, asked: Date): Promise<TestSubscriber> {
  const smtp = await startSmtpServer();
  const postman = smtpTransport(smtp.url);
  const settings = { cadence: "instant", locale: "en", timeZone: "UTC", quiet: null } as const;
  const wish = { ...settings, address: "reader@example.org", scopes: ["everything"], includeFuture: true, rule: null };
  await requestSubscription(db, KEY, wish, asked);
  await deliverAllDue(db, { transport: postman, now: asked });
  const [mail] = await smtp.parsed();
  const token = /subscriptions\/confirm\?token=([\w-]+)/.exec(mail?.text ?? "")?.[1] ?? "";
  const confirmed = await confirmSubscription(db, token, new Date(asked.getTime() + 5 * 60_000));
  if (confirmed !== "confirmed") throw new Error(`the subscription is ${confirmed}`);
  smtp.taken.length = 0;
  return {
    deliver: async (now) => void (await deliverAllDue(db, { transport: postman, now })),
    mails: () => smtp.parsed(),
    addresses: () => smtp.taken.flatMap(({ to }) => to),
    told: async () => toldLines(db, await smtp.parsed()),
    async leave() {
      await postman.close();
      await smtp.close();
    },
  };
}

const line = (rule: string, at: Date | string, tells: string): string => `${new Date(at).toISOString().slice(0, 10)} ${rule} ${tells}`;

async function toldLines(db: Db, mails: readonly ParsedMail[]): Promise<string[]> {
  const ids = mails.flatMap(({ text }) => [...new Set([...(text ?? "").matchAll(/\/alerts\/(\d+)/g)].map(([, id]) => id))]);
  const { rows } = await db.pool.query<{ id: string; rule: string; at: Date; tells: string }>(
    "SELECT id::text, rule, effective_at AS at, tells FROM alert_transitions WHERE id = ANY ($1::bigint[])",
    [ids],
  );
  const byId = new Map(rows.map((row) => [row.id, line(row.rule, row.at, row.tells)]));
  return ids.map((id) => byId.get(String(id)) ?? `unknown ${id}`).sort();
}

/** What the backtest of every rule for readers reports up to `last`, of what came after its first evaluation: one line each, sorted. */
export async function predictedNotices(db: Db, first: Date, last: Date): Promise<string[]> {
  const lines: string[] = [];
  for (const rule of BUILT_IN_RULES.filter(({ audience }) => audience === "readers")) {
    const { transitions } = await ruleHistory(db, rule, { facts: indicatorFacts, releaseSeriesOf: releaseSeriesOf }, last);
    const told = transitions.filter(({ tells, at }) => tells !== null && new Date(at) > first);
    lines.push(...told.map(({ at, tells }) => line(rule.id, at, String(tells))));
  }
  return lines.sort();
}
