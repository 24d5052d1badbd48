import { LRUCache } from "lru-cache";

type MemoEntry = { readonly value: Promise<unknown>; readonly until: number };

const CACHE = Symbol.for("talent.web.memoized");
const MAX_ENTRIES = 40;

/**
 * The value made for this key, while it is not older than `maxAgeMs`; asked for twice at once it is made once. The key that was not asked
 * for the longest is forgotten first, and a failure is never kept. `now` is in milliseconds.
 */
export function memoize<T>(key: string, maxAgeMs: number, make: () => Promise<T>, now = Date.now()): Promise<T> {
  // Next loads this module once for each kind of route; all share one cache.
  const holder = globalThis as { [CACHE]?: LRUCache<string, MemoEntry> };
  holder[CACHE] ??= new LRUCache({ max: MAX_ENTRIES });
  const entries = holder[CACHE];
  const known = entries.get(key);
  if (known && known.until > now) return known.value as Promise<T>;
  const value = make();
  entries.set(key, { value, until: now + maxAgeMs });
  value.catch(() => {
    if (entries.peek(key)?.value === value) entries.delete(key);
  });
  return value;
}
