type Entry = { readonly value: Promise<unknown>; readonly until: number };

const ENTRIES = Symbol.for("talent.web.remembered");
const MOST = 40;

/**
 * The value made for this key, while it is not older than `maxAgeMs`; asked for twice at once it is made once. The oldest key is
 * forgotten first, and a failure is never kept. `now` is in milliseconds.
 */
export function remember<T>(key: string, maxAgeMs: number, make: () => Promise<T>, now = Date.now()): Promise<T> {
  const entries = remembered();
  const known = entries.get(key);
  if (known && known.until > now) return known.value as Promise<T>;
  const value = make();
  entries.delete(key);
  entries.set(key, { value, until: now + maxAgeMs });
  value.catch(() => {
    if (entries.get(key)?.value === value) entries.delete(key);
  });
  while (entries.size > MOST) entries.delete(entries.keys().next().value as string);
  return value;
}

function remembered(): Map<string, Entry> {
  const holder = globalThis as { [ENTRIES]?: Map<string, Entry> };
  holder[ENTRIES] ??= new Map();
  return holder[ENTRIES];
}
