import type { AttemptOutcome } from "@talent/db/write/deliveries/record-attempts";
import type { AttemptResult } from "../attempt-result.ts";

const MINUTE = 60_000;
/** How long to wait after the first, second, ... attempt: with the waits drawn out by chance, the last one is made within a day. */
const RETRY_MINUTES = [1, 5, 25, 125, 625];
export const MAX_ATTEMPTS: number = RETRY_MINUTES.length + 1;
/** Minutes between retries of a server that is away; the last value repeats. */
const OPEN_MINUTES = [1, 5, 25, 60];

/** `random`: from 0 up to 1. `attempts`: those made before this one. */
export type AttemptContext = {
  readonly attempts: number;
  readonly now: Date;
  readonly random: () => number;
  /** Until when the server's cooldown lasts. */
  readonly restsUntil: Date;
};

/** What becomes of a message after one attempt. */
export function outcomeOfAttempt(result: AttemptResult, { attempts, now, random, restsUntil }: AttemptContext): AttemptOutcome {
  switch (result.trouble) {
    case null:
      return { kind: "sent" };
    case "address":
      return { kind: "dead", reason: "bounced", person: "bounced" };
    case "message":
      return { kind: "dead", reason: "rejected", person: "soft" };
    case "away":
      return { kind: "later", dueAt: restsUntil, counts: false };
    default: {
      const wait = RETRY_MINUTES[attempts];
      if (wait === undefined) return { kind: "dead", reason: "undeliverable", person: null };
      // Up to half as long again, so that messages that failed together are not retried together.
      return { kind: "later", dueAt: new Date(now.getTime() + wait * MINUTE * (1 + random() / 2)), counts: true };
    }
  }
}

/** A circuit breaker: a cooldown after a server was away or requested one, longer each time until something is accepted again. */
export class CircuitBreaker {
  #until = 0;
  #failures = 0;

  isOpen(now: Date): boolean {
    return now.getTime() < this.#until;
  }

  closesAt(now: Date): Date {
    return new Date(Math.max(this.#until, now.getTime() + MINUTE));
  }

  record({ trouble }: AttemptResult, now: Date): void {
    if (trouble !== "away" && trouble !== "rests") {
      this.#failures = 0;
      return;
    }
    // Several attempts were under way when it went: they are one failure.
    if (this.isOpen(now)) return;
    const minutes = OPEN_MINUTES[Math.min(this.#failures, OPEN_MINUTES.length - 1)] ?? 60;
    this.#failures += 1;
    this.#until = now.getTime() + minutes * MINUTE;
  }
}
