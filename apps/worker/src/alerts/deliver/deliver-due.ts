import { setTimeout as pause } from "node:timers/promises";
import { InvalidMailAddress } from "@talent/core/mail-address";
import type { Db } from "@talent/db/connect";
import type { SubscriberKey } from "@talent/db/subscriber-key";
import { type ClaimedMessage, claimDueMessages, releaseMessages } from "@talent/db/write/deliveries/claim-messages";
import { type DeliveryAttempt, recordAttempts } from "@talent/db/write/deliveries/record-attempts";

import { errorMessage, type Log } from "../../process/log.ts";
import { type AttemptResult, storableReply } from "../attempt-result.ts";
import type { MailSite } from "../mail/site.ts";
import type { Transport } from "../mail/transport.ts";
import type { WebhookClient } from "../webhook/call.ts";
import { CircuitBreaker, outcomeOfAttempt } from "./attempt-outcome.ts";
import { messageComposer, type OutgoingMessage, WrongKey } from "./compose-message.ts";
import { createNoticeCache, type NoticeCache } from "./prepare-notices.ts";

/** Where a test ends the process. `formed` is inside the transaction that makes a message; all others are between transactions. */
export const DELIVER_CRASH_POINTS = ["formed", "claimed", "composed", "sending", "accepted", "recorded"] as const;
export type DeliverCrashPoint = (typeof DELIVER_CRASH_POINTS)[number];

export type DeliverEffects = {
  readonly clock: () => Date;
  readonly random: () => number;
  readonly key: SubscriberKey;
  readonly site: MailSite;
  readonly transport: Transport;
  readonly webhookClient: WebhookClient;
  readonly log: Log;
  /** Of this process; it outlives one drain. */
  readonly circuitBreaker?: CircuitBreaker;
  readonly noticeCache?: NoticeCache;
  readonly signal?: AbortSignal;
  readonly crash?: (point: DeliverCrashPoint) => void;
  /** Most messages claimed at a time. */
  readonly batch?: number;
};

export type DeliveryCounts = { readonly accepted: number; readonly deferred: number; readonly rejected: number };

const BATCH = 500;
/** One batch is claimed or written down while another is on its way. */
const CONCURRENT_BATCHES = 2;
const LEASE_MS = 10 * 60_000;
/** Nothing is begun after this part of a lease: what is under way must end before another worker takes over. */
const BEGIN_WITHIN_MS = 5 * 60_000;
/** How long results are buffered before they are written together: a process that crashes in between sends those again. */
const BUFFER_MS = 250;
/** A key that opens nothing is put right by a person. */
const WRONG_KEY_WAIT_MS = 60 * 60_000;

/**
 * Sends all that is due, batch by batch, until nothing is left or `signal` fires. What the other side accepted is recorded as it comes in; a message whose
 * process crashes in between is sent again under the same id, by whoever finds its lease expired. Errors of the database pass through.
 */
export async function deliverDue(db: Db, effects: DeliverEffects): Promise<DeliveryCounts> {
  const whole = {
    circuitBreaker: new CircuitBreaker(),
    noticeCache: createNoticeCache(db, effects.site),
    crash: () => undefined,
    batch: BATCH,
    ...effects,
  };
  const counts = { accepted: 0, deferred: 0, rejected: 0 };
  const results = createResultBuffer(db, whole, counts);
  const lane = async (): Promise<void> => {
    while (whole.signal?.aborted !== true) {
      const messages = await claimDueMessages(db, {
        now: whole.clock(),
        leaseMs: LEASE_MS,
        limit: whole.batch,
        formed: () => whole.crash("formed"),
      });
      if (messages.length === 0) break;
      whole.crash("claimed");
      await sendBatch(db, whole, messages, results);
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: CONCURRENT_BATCHES }, lane));
  await results.close();
  for (const one of ended) if (one.status === "rejected") throw one.reason;
  return counts;
}

type ResolvedEffects = DeliverEffects & Required<Pick<DeliverEffects, "circuitBreaker" | "noticeCache" | "crash">>;
type RunningCounts = { accepted: number; deferred: number; rejected: number };

async function sendBatch(db: Db, effects: ResolvedEffects, messages: readonly ClaimedMessage[], results: ResultBuffer): Promise<void> {
  const { clock, circuitBreaker, signal } = effects;
  const write = await messageComposer({ ...effects, db }, messages);
  const begun = clock().getTime();
  const left: ClaimedMessage[] = [];
  const mayBegin = (message: ClaimedMessage): boolean =>
    signal?.aborted !== true &&
    clock().getTime() - begun < BEGIN_WITHIN_MS &&
    !(message.person.channel === "mail" && circuitBreaker.isOpen(clock()));
  const waiting = messages.values();
  const sendWaiting = async (): Promise<void> => {
    for (const message of waiting) {
      if (mayBegin(message)) results.note(await attemptDelivery(effects, write, message));
      else left.push(message);
    }
  };
  // Twice the concurrency, so that the next message is composed while one is sent.
  const concurrency = Math.max(effects.transport.concurrency, effects.webhookClient.concurrency) * 2;
  await Promise.all(Array.from({ length: Math.min(concurrency, messages.length) }, sendWaiting));
  const now = clock();
  await releaseMessages(db, left, circuitBreaker.isOpen(now) ? circuitBreaker.closesAt(now) : now);
}

async function attemptDelivery(
  effects: ResolvedEffects,
  write: (message: ClaimedMessage) => Promise<OutgoingMessage>,
  message: ClaimedMessage,
): Promise<DeliveryAttempt> {
  const { clock, random, circuitBreaker, log, crash } = effects;
  const written = await write(message).catch((error: unknown) => compositionFailure(error, message, log));
  if ("trouble" in written) return settled(written);
  crash("composed");
  crash("sending");
  const result =
    written.channel === "mail"
      ? await effects.transport.send(written.mail)
      : await effects.webhookClient.send({ ...written.call, at: clock() });
  if (result.trouble === null) crash("accepted");
  if (written.channel === "mail") circuitBreaker.record(result, clock());
  if (result.trouble === "away") log("warn", `mail: ${result.reply}`);
  return settled(result);

  function settled(result: AttemptResult): DeliveryAttempt {
    const now = clock();
    const restsUntil = result.reply === WRONG_KEY ? new Date(now.getTime() + WRONG_KEY_WAIT_MS) : circuitBreaker.closesAt(now);
    const fate = outcomeOfAttempt(result, { attempts: message.attempts, now, random, restsUntil });
    // A code of 400 and more means that this message was refused, and so did not arrive; not where no server was there to refuse it.
    return { message, at: now, code: result.trouble === "away" ? null : result.code, reply: result.reply, fate };
  }
}

const WRONG_KEY = "the address cannot be opened with this key";

/** A message that could not be composed: an address that is none, a key that opens nothing, or a fault of ours. */
function compositionFailure(error: unknown, message: ClaimedMessage, log: Log): AttemptResult {
  if (error instanceof InvalidMailAddress) return { code: null, reply: storableReply(error.message), trouble: "address" };
  log("error", `message ${message.id}: ${errorMessage(error)}`);
  if (error instanceof WrongKey) return { code: null, reply: WRONG_KEY, trouble: "away" };
  return { code: null, reply: storableReply(errorMessage(error)), trouble: "later" };
}

type ResultBuffer = ReturnType<typeof createResultBuffer>;

/** Writes results while the next ones come in: what was buffered for a moment, or during the transaction before, makes the next one. */
function createResultBuffer(db: Db, { clock, crash }: ResolvedEffects, counts: RunningCounts) {
  let gathered: DeliveryAttempt[] = [];
  let closing = (): void => undefined;
  const closed = new Promise<void>((resolve) => {
    closing = resolve;
  });
  let writing: Promise<void> | null = null;
  let failed: unknown = null;
  const write = async (): Promise<void> => {
    while (gathered.length > 0) {
      await Promise.race([closed, pause(BUFFER_MS)]);
      const batch = gathered;
      gathered = [];
      await recordAttempts(db, batch, clock());
      for (const { fate } of batch) counts[({ sent: "accepted", later: "deferred", dead: "rejected" } as const)[fate.kind]] += 1;
      crash("recorded");
    }
  };
  return {
    note(attempted: DeliveryAttempt): void {
      if (failed !== null) throw failed;
      gathered.push(attempted);
      writing ??= write()
        .catch((error: unknown) => {
          failed = error;
        })
        .finally(() => {
          writing = null;
        });
    },
    async close(): Promise<void> {
      closing();
      while (writing !== null) await writing;
      if (failed !== null) throw failed;
    },
  };
}
