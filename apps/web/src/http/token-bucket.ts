/** How many at once, and how many milliseconds until one more is allowed. */
export type BucketSize = { readonly burst: number; readonly everyMs: number };

export type Buckets = {
  /** Takes one for this key: 0 when it is allowed, else how many whole seconds to wait. `now` in milliseconds. */
  take(key: string, now: number): number;
};

type Bucket = { left: number; at: number };

const MOST_KEYS = 20_000;

/** A bucket for each key, in memory; the key used longest ago is forgotten first. */
export function buckets({ burst, everyMs }: BucketSize): Buckets {
  const held = new Map<string, Bucket>();
  return {
    take(key, now) {
      const before = held.get(key) ?? { left: burst, at: now };
      // A clock that went back gives nothing, and takes nothing away.
      const left = Math.min(burst, before.left + Math.max(0, now - before.at) / everyMs);
      const allowed = left >= 1;
      held.delete(key);
      held.set(key, { left: allowed ? left - 1 : left, at: now });
      while (held.size > MOST_KEYS) held.delete(held.keys().next().value as string);
      return allowed ? 0 : Math.ceil(((1 - left) * everyMs) / 1000);
    },
  };
}
