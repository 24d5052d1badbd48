import type { Outcome } from "@talent/core/capture/outcome";

/** Why a host is left alone for a while: what it last answered, in our words. */
export type Cooldown = { readonly ms: number; readonly outcome: Outcome; readonly message: string };

/** The answer to "may I ask this host now?": yes; look again in `ms`; or not before an instant the host named. */
export type Lease =
  | { readonly kind: "yours" }
  | { readonly kind: "wait"; readonly ms: number }
  | { readonly kind: "rests"; readonly ms: number; readonly until: Date; readonly outcome: Outcome; readonly message: string };

/** `notBefore`: the host named an instant; such a problem is not kept, because the host rests until then. */
export type RobotsProblem = { readonly outcome: Outcome; readonly message: string; readonly notBefore?: Date };

/** What came when a robots.txt was last asked for. `body` is there for a 2xx only; `problem` when the host let us not have it. */
export type RobotsCopy = {
  readonly fetchedAt: Date;
  readonly status: number | null;
  readonly body: Uint8Array | null;
  readonly problem: RobotsProblem | null;
};

/**
 * What is known of the hosts we ask: whose turn it is, who wants to be left alone, what their robots.txt said. One book is one point of
 * politeness: all workers of a store share the stored one, a command without a store has its own.
 */
export type HostStore = {
  /** Takes the host for one request when nobody has it, it does not rest, and `pauseMs` have passed since the last one ended. */
  claim(host: string, pauseMs: number): Promise<Lease>;
  /** Gives the host back. Never throws: a claim that could not be given back runs out. */
  release(host: string, rest: Cooldown | null): Promise<void>;
  robots(origin: string): Promise<RobotsCopy | null>;
  keepRobots(origin: string, copy: RobotsCopy): Promise<void>;
};

type HostEntry = { busy: boolean; endedAt: number | null; rest: (Cooldown & { readonly until: number }) | null };

/** A book for one process, by its steady clock. `now` is asked only for the instant a rest ends. */
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
