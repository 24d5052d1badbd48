import { createHmac, randomBytes } from "node:crypto";
import { Problem } from "./problem.ts";
import { type BucketSize, type Buckets, buckets } from "./token-bucket.ts";

// Next loads route handlers as separate bundles; one set of buckets for all of them hangs on the process.
const HOLDER = Symbol.for("talent.web.limits");
const EVERYBODY = "everybody";

type Limits = { readonly salt: Buffer; readonly named: Map<string, Buckets> };

/** What one client may do, and all of them together: a client that names itself anew each time still meets the second. */
export type ClientLimit = { readonly name: string; readonly each: BucketSize; readonly all: BucketSize };

/**
 * Takes one from the bucket of whoever asks. Clients are known by a hash of their address under a key of this process, never by the address. Throws a
 * Problem 429 with Retry-After.
 */
export function takeTurn(request: Request, limit: ClientLimit, now: Date): void {
  const wait = Math.max(
    bucketsOf(`${limit.name} each`, limit.each).take(clientOf(request), now.getTime()),
    bucketsOf(`${limit.name} all`, limit.all).take(EVERYBODY, now.getTime()),
  );
  if (wait === 0) return;
  throw new Problem(429, "Too many requests", `Too many at once; try again in ${wait} seconds.`, undefined, {
    "retry-after": String(wait),
  });
}

/** The address that the nearest proxy, or Next itself, saw: the last of the list, because clients may write the others. */
function clientOf(request: Request): string {
  const address = request.headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() ?? "";
  return createHmac("sha256", limits().salt).update(address).digest("base64url");
}

function bucketsOf(name: string, size: BucketSize): Buckets {
  const { named } = limits();
  const known = named.get(name) ?? buckets(size);
  named.set(name, known);
  return known;
}

function limits(): Limits {
  const holder = globalThis as { [HOLDER]?: Limits };
  holder[HOLDER] ??= { salt: randomBytes(32), named: new Map() };
  return holder[HOLDER];
}
