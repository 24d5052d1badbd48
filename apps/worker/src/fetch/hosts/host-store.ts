import type { Outcome } from "@talent/core/capture/outcome";

/** Why a host is in cooldown: its last response, in our words. */
export type Cooldown = { readonly ms: number; readonly outcome: Outcome; readonly message: string };

/** Result of a claim: granted; poll again in `ms`; or not before an instant the host named. */
export type Lease =
  | { readonly kind: "yours" }
  | { readonly kind: "wait"; readonly ms: number }
  | { readonly kind: "rests"; readonly ms: number; readonly until: Date; readonly outcome: Outcome; readonly message: string };

/** `notBefore`: the host named an instant; such a problem is not stored, because the host's cooldown lasts until then. */
export type RobotsProblem = { readonly outcome: Outcome; readonly message: string; readonly notBefore?: Date };

/** The result of the last robots.txt request. `body` is there for a 2xx only; `problem` when it could not be had. */
export type RobotsCopy = {
  readonly fetchedAt: Date;
  readonly status: number | null;
  readonly body: Uint8Array | null;
  readonly problem: RobotsProblem | null;
};

/**
 * State of the hosts we request: leases, cooldowns and robots.txt. One host store is one point of
 * rate limiting: all workers of a store share the stored one, a command without a store has its own.
 */
export type HostStore = {
  /** Leases the host for one request when it is free, has no cooldown, and `pauseMs` have passed since the last one ended. */
  claim(host: string, pauseMs: number): Promise<Lease>;
  /** Releases the host. Never throws: a lease that could not be released expires. */
  release(host: string, rest: Cooldown | null): Promise<void>;
  robots(origin: string): Promise<RobotsCopy | null>;
  keepRobots(origin: string, copy: RobotsCopy): Promise<void>;
};

type HostEntry = { busy: boolean; endedAt: number | null; rest: (Cooldown & { readonly until: number }) | null };

/** A host store for one process, by its monotonic clock. `now` is used only for the instant a cooldown ends. */
export function memoryHostStore(now: () => Date): HostStore {
  const pages = new Map<string, HostEntry>();
  const files = new Map<string, RobotsCopy>();
  const page = (host: string): HostEntry => {
    const there = pages.get(host) ?? { busy: false, endedAt: null, rest: null };
    pages.set(host, there);
    return there;
  };
  return {
    async claim(host, pauseMs) {
      const mine = page(host);
      const at = performance.now();
      if (mine.rest !== null && mine.rest.until > at) return coolingDown(mine.rest, mine.rest.until - at, now());
      if (mine.busy) return { kind: "wait", ms: POLL_MS };
      const wait = (mine.endedAt ?? Number.NEGATIVE_INFINITY) + pauseMs - at;
      if (wait > 0) return { kind: "wait", ms: Math.ceil(wait) };
      mine.busy = true;
      return { kind: "yours" };
    },
    async release(host, rest) {
      const at = performance.now();
      Object.assign(page(host), { busy: false, endedAt: at, rest: rest === null ? page(host).rest : { ...rest, until: at + rest.ms } });
    },
    robots: async (origin) => files.get(origin) ?? null,
    keepRobots: async (origin, copy) => void files.set(origin, copy),
  };
}

export const POLL_MS = 250;

function coolingDown({ outcome, message }: Cooldown, ms: number, now: Date): Lease {
  return { kind: "rests", ms, until: new Date(now.getTime() + ms), outcome, message };
}
