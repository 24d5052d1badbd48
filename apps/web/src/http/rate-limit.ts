import { createHmac, randomBytes } from "node:crypto";
import { Problem } from "./problem.ts";

/** How many at once, and how many milliseconds until one more is allowed. */
type BucketSize = { readonly burst: number; readonly everyMs: number };

type TokenBuckets = {
  /** Takes one for this key: 0 when it is allowed, else how many whole seconds to wait. `now` in milliseconds. */
  take(key: string, now: number): number;
};

type Bucket = { left: number; at: number };

const MAX_KEYS = 20_000;

/** A bucket for each key, in memory; the key used longest ago is forgotten first. */
export function tokenBuckets({ burst, everyMs }: BucketSize): TokenBuckets {
  const held = new Map<string, Bucket>();
  return {
    take(key, now) {
      const before = held.get(key) ?? { left: burst, at: now };
      // A clock that went back gives nothing, and takes nothing away.
      const left = Math.min(burst, before.left + Math.max(0, now - before.at) / everyMs);
      const allowed = left >= 1;
      held.delete(key);
      held.set(key, { left: allowed ? left - 1 : left, at: now });
      while (held.size > MAX_KEYS) held.delete(held.keys().next().value as string);
      return allowed ? 0 : Math.ceil(((1 - left) * everyMs) / 1000);
    },
  };
}

// Next loads route handlers as separate bundles; one set of buckets for all of them hangs on the process.
const HOLDER = Symbol.for("talent.web.limits");
const EVERYBODY = "everybody";

type RateLimitState = { readonly salt: Buffer; readonly named: Map<string, TokenBuckets> };

/** What one client may do, and all of them together: a client that names itself anew each time still meets the second. */
export type RateLimit = { readonly name: string; readonly each: BucketSize; readonly all: BucketSize };

/**
 * Takes one from the bucket of whoever asks. Clients are known by a hash of their address under a key of this process, never by the address. Throws a
 * Problem 429 with Retry-After.
 */
export function enforceRateLimit(request: Request, limit: RateLimit, now: Date): void {
  const wait = Math.max(
    namedBuckets(`${limit.name} each`, limit.each).take(clientKey(request), now.getTime()),
    namedBuckets(`${limit.name} all`, limit.all).take(EVERYBODY, now.getTime()),
  );
  if (wait === 0) return;
  throw new Problem(429, "Too many requests", `Too many at once; try again in ${wait} seconds.`, undefined, {
    "retry-after": String(wait),
  });
}

/** The address that the nearest proxy, or Next itself, saw: the last of the list, because clients may write the others. */
function clientKey(request: Request): string {
  const address = request.headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() ?? "";
  return createHmac("sha256", rateLimitState().salt).update(address).digest("base64url");
}

function namedBuckets(name: string, size: BucketSize): TokenBuckets {
  const { named } = rateLimitState();
  const known = named.get(name) ?? tokenBuckets(size);
  named.set(name, known);
  return known;
}

function rateLimitState(): RateLimitState {
  const holder = globalThis as { [HOLDER]?: RateLimitState };
  holder[HOLDER] ??= { salt: randomBytes(32), named: new Map() };
  return holder[HOLDER];
}
