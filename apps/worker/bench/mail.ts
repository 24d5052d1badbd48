import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Db } from "@talent/db/connect";
import { testDatabase } from "@talent/db/testing/database";
import { createTransport } from "nodemailer";
import { deliverDue } from "../src/alerts/deliver/deliver-due.ts";
import { composeNotices } from "../src/alerts/mail/compose.ts";
import { mailOptions, smtpTransport } from "../src/alerts/mail/transport.ts";
import { createWebhookClient } from "../src/alerts/webhook/call.ts";
import { addNotice, KEY, NOW } from "../testing/deliveries.ts";
import { preparedNotice, SITE, testEnvelope } from "../testing/mails.ts";
import { VISAS_FELL } from "../testing/notice-facts.ts";
import { type Measurement, timed } from "./measurement.ts";

const MAILS = 10_000;
const WARM = 500;
const CONNECTIONS = 5;

/**
 * 10,000 held deliveries, each to a person of their own, until all are recorded as delivered, against nodemailer alone sending as many mails with the
 * same content over as many pooled connections to the same sink. Nodemailer goes before and after; the faster of the two counts.
 */
export async function run(): Promise<readonly Measurement[]> {
  const { db, drop } = await testDatabase();
  const sink = fork(fileURLToPath(new URL("./smtp-sink.ts", import.meta.url)), { stdio: ["ignore", "pipe", "inherit", "ipc"] });
  try {
    const url = String((await once(sink.stdout ?? process.stdin, "data"))[0]).trim();
    await nodemailerAlone(url, WARM);
    await deliverThroughWorker(db, url, WARM);
    const before = await nodemailerAlone(url, MAILS);
    const own = await deliverThroughWorker(db, url, MAILS);
    const after = await nodemailerAlone(url, MAILS);
    await expectTaken(sink, 2 * WARM + 3 * MAILS);
    return [
      {
        what: "10,000 notices to 10,000 people, recorded",
        unit: "mails/s",
        ours: (MAILS / own) * 1000,
        reference: (MAILS / Math.min(before, after)) * 1000,
        against: "nodemailer alone, pooled",
        target: { atLeast: 0.5 },
      },
    ];
  } finally {
    sink.disconnect();
    await drop();
  }
}

/** Milliseconds that nodemailer takes by itself for so many mails of the same content. */
async function nodemailerAlone(url: string, count: number): Promise<number> {
  const transport = createTransport({ url, pool: true, maxConnections: CONNECTIONS, maxMessages: Number.POSITIVE_INFINITY });
  const mail = mailOptions(composeNotices(SITE, testEnvelope(), { notices: [preparedNotice(VISAS_FELL)], total: 1 }));
  const { baseBoundary: _, messageId: __, ...content } = mail;
  const taken = await timed(() =>
    Promise.all(
      Array.from({ length: count }, (_, index) => {
        const address = addressOf(index);
        return transport.sendMail({ ...content, to: address, envelope: { from: SITE.from, to: [address] } });
      }),
    ),
  );
  transport.close();
  return taken;
}

/** Milliseconds until so many held deliveries are delivered and recorded. */
async function deliverThroughWorker(db: Db, url: string, count: number): Promise<number> {
  await addNotice(db, await addSubscribers(db, count));
  await db.pool.query("ANALYZE subscribers, subscriptions, deliveries, alert_transitions");
  const transport = smtpTransport(url);
  const effects = {
    clock: () => NOW,
    random: Math.random,
    key: KEY,
    site: SITE,
    transport,
    webhookClient: createWebhookClient("bench"),
    log: () => undefined,
  };
  let accepted = 0;
  const taken = await timed(async () => {
    ({ accepted } = await deliverDue(db, effects));
  });
  await transport.close();
  const { rows } = await db.pool.query<{ count: number }>("SELECT count(*)::int FROM deliveries WHERE state <> 'delivered'");
  if (accepted !== count || rows[0]?.count !== 0) throw new Error(`${accepted} of ${count} mails were accepted`);
  return taken;
}

let made = 0;

async function addSubscribers(db: Db, count: number): Promise<string[]> {
  const addresses = Array.from({ length: count }, () => addressOf(1_000_000 + made++));
  const { rows } = await db.pool.query<{ id: string }>(
    `INSERT INTO subscribers (id, channel, address_cipher, address_hash, state, locale, cadence, created_at, confirmed_at, state_since)
     SELECT gen_random_uuid(), 'mail', a.cipher, a.hash, 'active', 'en', 'instant', '2020-01-01', '2020-01-01', '2020-01-01'
     FROM unnest($1::bytea[], $2::bytea[]) a (cipher, hash) RETURNING id`,
    [addresses.map((address) => KEY.seal(address)), addresses.map((address) => KEY.lookup(address))],
  );
  const ids = rows.map((row) => row.id);
  await db.pool.query(
    `INSERT INTO subscriptions (id, subscriber_id, scope, created_at, confirmed_at)
     SELECT gen_random_uuid(), id, 'everything', '2020-01-01', '2020-01-01' FROM unnest($1::uuid[]) id`,
    [ids],
  );
  return ids;
}

const addressOf = (index: number): string => `reader-${index}@example.org`;

async function expectTaken(sink: ChildProcess, wanted: number): Promise<void> {
  sink.send("count");
  const [taken] = await once(sink, "message");
  if (taken !== wanted) throw new Error(`the sink took ${taken} mails, not ${wanted}`);
}
