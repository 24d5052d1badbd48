type MemoEntry = { readonly value: Promise<unknown>; readonly until: number };

const CACHE = Symbol.for("talent.web.remembered");
const MAX_ENTRIES = 40;

/**
 * The value made for this key, while it is not older than `maxAgeMs`; asked for twice at once it is made once. The oldest key is
 * forgotten first, and a failure is never kept. `now` is in milliseconds.
 */
export function memoize<T>(key: string, maxAgeMs: number, make: () => Promise<T>, now = Date.now()): Promise<T> {
  const entries = memoCache();
  const known = entries.get(key);
  if (known && known.until > now) return known.value as Promise<T>;
  const value = make();
  entries.delete(key);
  entries.set(key, { value, until: now + maxAgeMs });
  value.catch(() => {
    if (entries.get(key)?.value === value) entries.delete(key);
  });
  while (entries.size > MAX_ENTRIES) entries.delete(entries.keys().next().value as string);
  return value;
}

function memoCache(): Map<string, MemoEntry> {
  const holder = globalThis as { [CACHE]?: Map<string, MemoEntry> };
  holder[CACHE] ??= new Map();
  return holder[CACHE];
}
