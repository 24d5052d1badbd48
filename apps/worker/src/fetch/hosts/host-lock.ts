import { setTimeout as pause } from "node:timers/promises";
import { Interrupted, RequestSkipped } from "../http/errors.ts";
import type { Cooldown, HostStore } from "./host-store.ts";

/** A rest this short is waited for; a longer one ends the request, and the queue comes back. */
const SHORT_COOLDOWN_MS = 10_000;
const MAX_POLL_MS = 2_000;

export type HostResult<T> = { readonly result: T; readonly rest: Cooldown | null };

export type HostLock = <T>(host: string, pauseMs: number, task: () => Promise<HostResult<T>>, signal?: AbortSignal) => Promise<T>;

/**
 * Runs requests to one host one after the other, whoever shares the book, `pauseMs` after the last one ended. What a request learns about the
 * host's wish to rest is written before the next may start. Throws RequestSkipped while the host rests, Interrupted when told to stop.
 */
export function createHostLock(book: HostStore): HostLock {
  // First come, first served within this process; only one of its requests then asks the book.
  const queue = mutex(0);
  return (host, pauseMs, task, signal) =>
    queue(host, async () => {
      await acquireHost(book, host, pauseMs, signal);
      let rest: Cooldown | null = null;
      try {
        const answered = await task();
        rest = answered.rest;
        return answered.result;
      } finally {
        await book.release(host, rest);
      }
    });
}

async function acquireHost(book: HostStore, host: string, pauseMs: number, signal: AbortSignal | undefined): Promise<void> {
  for (;;) {
    if (signal?.aborted) throw new Interrupted();
    const turn = await book.claim(host, pauseMs);
    if (turn.kind === "yours") return;
    if (turn.kind === "rests" && turn.ms > SHORT_COOLDOWN_MS)
      throw new RequestSkipped(turn.outcome, `${host} is left alone until ${turn.until.toISOString()}: ${turn.message}`, {
        retry: true,
        notBefore: turn.until,
      });
    // A little at random, so that workers who wait for one host do not all look at once.
    await pause(Math.min(Math.max(turn.ms, 1), MAX_POLL_MS) + Math.random() * 20, undefined, signal === undefined ? {} : { signal }).catch(
      () => undefined,
    );
  }
}

type QueuedTask = { readonly done: Promise<unknown>; endedAt: number };

/** Runs tasks for one host one after the other, with at least `pauseMs` between the end of one and the start of the next. */
export function mutex(pauseMs: number): <T>(host: string, task: () => Promise<T>) => Promise<T> {
  const last = new Map<string, QueuedTask>();
  return (host, task) => {
    const before = last.get(host);
    const turn = (async () => {
      await before?.done.catch(() => undefined);
      const rest = (): number => (before === undefined ? 0 : before.endedAt + pauseMs - performance.now());
      // Again, because a timer leaves out fractions of a millisecond and may fire a whole one early.
      while (rest() > 0) await pause(Math.ceil(rest()));
      return await task();
    })();
    const mine: QueuedTask = { done: turn, endedAt: 0 };
    const ended = (): void => {
      mine.endedAt = performance.now();
    };
    turn.then(ended, ended);
    last.set(host, mine);
    return turn;
  };
}
