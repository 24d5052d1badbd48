import { join } from "node:path";
import type { Db } from "@talent/db/connect";
import { subscriberKey } from "@talent/db/subscriber-key";
import { setOperatorAddress } from "@talent/db/write/operator/operator-subscribers";
import { userAgent } from "../../fetch/live.ts";
import type { Environment } from "../../process/environment.ts";
import type { Log } from "../../process/log.ts";
import { mailSite } from "../mail/site.ts";
import { outboxTransport, smtpTransport } from "../mail/transport.ts";

import { createWebhookClient } from "../webhook/call.ts";
import { CircuitBreaker } from "./attempt-outcome.ts";
import { type DeliveryCounts, deliverDue } from "./deliver-due.ts";
import { createNoticeCache } from "./prepare-notices.ts";

/** The settings for mails and calls; the secret is present, wherever it came from. */
export type DeliveryEnvironment = Pick<Environment, "smtpUrl" | "mailFrom" | "publicUrl" | "dataDir" | "operatorMail"> & {
  readonly subscribersKey: string;
};

export type Delivery = {
  /** Sends all that is due; a call while another goes on waits for one more round of it. */
  drain(): Promise<DeliveryCounts>;
  /** Lets what is under way end, begins nothing more, and closes all connections. */
  stop(): Promise<void>;
};

export type DeliveryParts = {
  readonly db: Db;
  readonly env: DeliveryEnvironment;
  readonly clock: () => Date;
  readonly log: Log;
  /** Addresses that may be called although not public; for tests. */
  readonly allow?: readonly string[];
};

const NOTHING_SENT: DeliveryCounts = { accepted: 0, deferred: 0, rejected: 0 };

/** Where a store without SMTP_URL keeps its mails. */
export const outboxFolder = (dataDir: string): string => join(dataDir, "outbox");

/** Everything that sends, opened once per process; the operator's subscription of the environment is stored first. */
export async function openDelivery({ db, env, clock, log, allow }: DeliveryParts): Promise<Delivery> {
  const key = subscriberKey(env.subscribersKey);
  const site = mailSite(env.publicUrl, env.mailFrom);
  const wish = await setOperatorAddress(db, key, env.operatorMail, clock());
  if (wish === "ended" && env.operatorMail !== null) log("warn", "mail: OPERATOR_MAIL has unsubscribed or bounced and is not written to");
  const transport = env.smtpUrl === null ? outboxTransport(outboxFolder(env.dataDir)) : smtpTransport(env.smtpUrl);
  const webhookClient = createWebhookClient(userAgent(env.publicUrl), allow === undefined ? {} : { allow });
  const stopping = new AbortController();
  const effects = {
    clock,
    random: Math.random,
    key,
    site,
    transport,
    webhookClient,
    log,
    circuitBreaker: new CircuitBreaker(),
    noticeCache: createNoticeCache(db, site),
    signal: stopping.signal,
  };
  const drain = runSerially(async () => {
    const drained = await deliverDue(db, effects);
    const { accepted, deferred, rejected } = drained;
    if (accepted + deferred + rejected > 0) log("info", `mail: ${accepted} accepted, ${deferred} to be tried again, ${rejected} refused`);
    return drained;
  });
  const stop = async (): Promise<void> => {
    stopping.abort();
    await drain.settled();
    await Promise.all([transport.close(), webhookClient.close()]);
  };
  let stopped: Promise<void> | undefined;
  return {
    drain: () => (stopping.signal.aborted ? Promise.resolve(NOTHING_SENT) : drain()),
    stop() {
      stopped ??= stop();
      return stopped;
    },
  };
}

type SerialTask<T> = (() => Promise<T>) & { settled(): Promise<void> };

/** Runs one at a time; requests meanwhile make one more run after it, however many they are. */
function runSerially<T>(work: () => Promise<T>): SerialTask<T> {
  let running: Promise<unknown> = Promise.resolve();
  let next: Promise<T> | null = null;
  const run = (): Promise<T> => {
    next ??= running.then(() => {
      next = null;
      const own = work();
      running = own.catch(() => undefined);
      return own;
    });
    return next;
  };
  const settled = async (): Promise<void> => {
    await next?.catch(() => undefined);
    await running;
  };
  return Object.assign(run, { settled });
}
