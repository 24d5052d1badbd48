/** What every link carries along, so that a reader stays at one as-of and in one theme. */
export type Carried = { readonly as_of?: string | undefined; readonly theme?: string | undefined };

/** An address on this site: the path with what is carried along and the given parameters; empty values are left out. */
export function href(path: string, carried: Carried, query: Readonly<Record<string, string | undefined>> = {}): string {
  const [bare = "", anchor] = path.split("#");
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...query, as_of: carried.as_of, theme: carried.theme }))
    if (value) parameters.set(name, value);
  const text = parameters.toString();
  return `${bare}${text ? `?${text}` : ""}${anchor ? `#${anchor}` : ""}`;
}

/** Whether every part of a path as it was sent can be decoded: `%E0%A4%A` and a lone `%` cannot. */
export function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
