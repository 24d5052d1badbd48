import { setTimeout as pause } from "node:timers/promises";
import { InvalidMailAddress } from "@talent/core/mail-address";
import type { Db } from "@talent/db/connect";
import type { SubscriberKey } from "@talent/db/subscriber-key";
import { type ClaimedMessage, claimDue, releaseMessages } from "@talent/db/write/deliveries/claim-messages";
import { type Attempted, recordAttempts } from "@talent/db/write/deliveries/record-attempts";

import { type Log, messageOf } from "../../process/log.ts";
import { keptReply, type Result } from "../attempt-result.ts";
import type { MailSite } from "../mail/site.ts";
import type { Postman } from "../mail/transport.ts";
import type { Caller } from "../webhook/call.ts";
import { fateOf, ServerRest } from "./attempt-outcome.ts";
import { type Letter, letterWriter, WrongKey } from "./compose-message.ts";
import { type NoticeDesk, noticeDesk } from "./prepare-notices.ts";

/** Where a test ends the process. `formed` is inside the transaction that makes a message; all others are between transactions. */
export const DELIVER_CRASH_POINTS = ["formed", "claimed", "composed", "sending", "accepted", "recorded"] as const;
export type DeliverCrashPoint = (typeof DELIVER_CRASH_POINTS)[number];

export type DeliverEffects = {
  readonly clock: () => Date;
  readonly random: () => number;
  readonly key: SubscriberKey;
  readonly site: MailSite;
  readonly postman: Postman;
  readonly caller: Caller;
  readonly log: Log;
  /** Of this process; it outlives one drain. */
  readonly rest?: ServerRest;
  readonly desk?: NoticeDesk;
  readonly signal?: AbortSignal;
  readonly crash?: (point: DeliverCrashPoint) => void;
  /** Most messages claimed at a time. */
  readonly batch?: number;
};

export type Drained = { readonly accepted: number; readonly deferred: number; readonly rejected: number };

const BATCH = 500;
/** One batch is claimed or written down while another is on its way. */
const LANES = 2;
const LEASE_MS = 10 * 60_000;
/** Nothing is begun after this part of a lease: what is under way must end before another worker takes over. */
const BEGIN_WITHIN_MS = 5 * 60_000;
/** How long results are gathered before they are written down together: a process that dies in between sends so many again. */
const GATHER_MS = 250;
/** A key that opens nothing is put right by a person. */
const WRONG_KEY_WAIT_MS = 60 * 60_000;

/**
 * Sends all that is due, batch by batch, until nothing is left or `signal` fires. What the other side took is recorded as it comes in; a message whose
 * process dies in between is sent again under the same id, by whoever finds its lease run out. Errors of the database pass through.
 */
export async function deliverDue(db: Db, effects: DeliverEffects): Promise<Drained> {
  const whole = { rest: new ServerRest(), desk: noticeDesk(db, effects.site), crash: () => undefined, batch: BATCH, ...effects };
  const counts = { accepted: 0, deferred: 0, rejected: 0 };
  const notebook = recorder(db, whole, counts);
  const lane = async (): Promise<void> => {
    while (whole.signal?.aborted !== true) {
      const messages = await claimDue(db, {
        now: whole.clock(),
        leaseMs: LEASE_MS,
        limit: whole.batch,
        formed: () => whole.crash("formed"),
      });
      if (messages.length === 0) break;
      whole.crash("claimed");
      await sendBatch(db, whole, messages, notebook);
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: LANES }, lane));
  await notebook.close();
  for (const one of ended) if (one.status === "rejected") throw one.reason;
  return counts;
}

type Whole = DeliverEffects & Required<Pick<DeliverEffects, "rest" | "desk" | "crash">>;
type Counts = { accepted: number; deferred: number; rejected: number };

async function sendBatch(db: Db, effects: Whole, messages: readonly ClaimedMessage[], notebook: Notebook): Promise<void> {
  const { clock, rest, signal } = effects;
  const write = await letterWriter({ ...effects, db }, messages);
  const begun = clock().getTime();
  const left: ClaimedMessage[] = [];
  const mayBegin = (message: ClaimedMessage): boolean =>
    signal?.aborted !== true &&
    clock().getTime() - begun < BEGIN_WITHIN_MS &&
    !(message.person.channel === "mail" && rest.isResting(clock()));
  const waiting = messages.values();
  const carry = async (): Promise<void> => {
    for (const message of waiting) {
      if (mayBegin(message)) notebook.note(await attempt(effects, write, message));
      else left.push(message);
    }
  };
  // Twice as many as there are hands, so that the next letter is written while one is carried.
  const hands = Math.max(effects.postman.hands, effects.caller.hands) * 2;
  await Promise.all(Array.from({ length: Math.min(hands, messages.length) }, carry));
  const now = clock();
  await releaseMessages(db, left, rest.isResting(now) ? rest.until(now) : now);
}

async function attempt(effects: Whole, write: (message: ClaimedMessage) => Promise<Letter>, message: ClaimedMessage): Promise<Attempted> {
  const { clock, random, rest, log, crash } = effects;
  const written = await write(message).catch((error: unknown) => unwritten(error, message, log));
  if ("trouble" in written) return settled(written);
  crash("composed");
  crash("sending");
  const result =
    written.channel === "mail" ? await effects.postman.send(written.mail) : await effects.caller.send({ ...written.call, at: clock() });
  if (result.trouble === null) crash("accepted");
  if (written.channel === "mail") rest.note(result, clock());
  if (result.trouble === "away") log("warn", `mail: ${result.reply}`);
  return settled(result);

  function settled(result: Result): Attempted {
    const now = clock();
    const restsUntil = result.reply === WRONG_KEY ? new Date(now.getTime() + WRONG_KEY_WAIT_MS) : rest.until(now);
    const fate = fateOf(result, { attempts: message.attempts, now, random, restsUntil });
    // A code of 400 and more says that this message was refused, and so did not arrive: not where nobody was there to refuse it.
    return { message, at: now, code: result.trouble === "away" ? null : result.code, reply: result.reply, fate };
  }
}

const WRONG_KEY = "the address cannot be opened with this key";

/** A letter that could not be written: an address that is none, a key that opens nothing, or a fault of ours. */
function unwritten(error: unknown, message: ClaimedMessage, log: Log): Result {
  if (error instanceof InvalidMailAddress) return { code: null, reply: keptReply(error.message), trouble: "address" };
  log("error", `message ${message.id}: ${messageOf(error)}`);
  if (error instanceof WrongKey) return { code: null, reply: WRONG_KEY, trouble: "away" };
  return { code: null, reply: keptReply(messageOf(error)), trouble: "later" };
}

type Notebook = ReturnType<typeof recorder>;

/** Writes results down while the next ones come in: what has gathered in a moment, or during the transaction before, makes the next one. */
function recorder(db: Db, { clock, crash }: Whole, counts: Counts) {
  let gathered: Attempted[] = [];
  let closing = (): void => undefined;
  const closed = new Promise<void>((resolve) => {
    closing = resolve;
  });
  let writing: Promise<void> | null = null;
  let failed: unknown = null;
  const write = async (): Promise<void> => {
    while (gathered.length > 0) {
      await Promise.race([closed, pause(GATHER_MS)]);
      const batch = gathered;
      gathered = [];
      await recordAttempts(db, batch, clock());
      for (const { fate } of batch) counts[({ sent: "accepted", later: "deferred", dead: "rejected" } as const)[fate.kind]] += 1;
      crash("recorded");
    }
  };
  return {
    note(attempted: Attempted): void {
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
