import { setTimeout as pause } from "node:timers/promises";
import pLimit, { type LimitFunction } from "p-limit";
import { Interrupted, RequestSkipped } from "../http/errors.ts";
import type { Cooldown, HostStore } from "./host-store.ts";

/** A cooldown this short is waited for; a longer one ends the request, and the queue retries. */
const SHORT_COOLDOWN_MS = 10_000;
const MAX_POLL_MS = 2_000;

export type HostResult<T> = { readonly result: T; readonly rest: Cooldown | null };

export type HostLock = <T>(host: string, pauseMs: number, task: () => Promise<HostResult<T>>, signal?: AbortSignal) => Promise<T>;

/**
 * Runs requests to one host one after the other, across all who share the host store, `pauseMs` after the last one ended. A cooldown that a
 * request finds is written before the next may start. Throws RequestSkipped during the host's cooldown, Interrupted when aborted.
 */
export function createHostLock(book: HostStore): HostLock {
  // First come, first served within this process; only one of its requests then polls the host store.
  const queue = perHostQueue();
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
    // Jitter, so that workers waiting for one host do not all poll at once.
    await pause(Math.min(Math.max(turn.ms, 1), MAX_POLL_MS) + Math.random() * 20, undefined, signal === undefined ? {} : { signal }).catch(
      () => undefined,
    );
  }
}

/** Runs tasks for one host one after the other, in order of arrival, and tasks for different hosts side by side. */
export function perHostQueue(): <T>(host: string, task: () => Promise<T>) => Promise<T> {
  const queues = new Map<string, LimitFunction>();
  return (host, task) => {
    const queue = queues.get(host) ?? pLimit(1);
    queues.set(host, queue);
    return queue(task);
  };
}
