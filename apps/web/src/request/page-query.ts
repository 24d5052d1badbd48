import { type AsOf, readAsOf } from "./as-of.ts";
import type { Carried } from "./href.ts";
import { themeOf } from "./theme.ts";

export type SearchParams = Promise<Readonly<Record<string, string | string[] | undefined>>>;

export type PageQuery = { readonly asOf: AsOf; readonly carried: Carried; one(name: string): string | null };

/** All a page may know of its address. A repeated parameter counts once, the first. */
export async function readPageQuery(searchParams: SearchParams): Promise<PageQuery> {
  const given = await searchParams;
  const one = (name: string) => {
    const value = given[name];
    return (Array.isArray(value) ? value[0] : value) || null;
  };
  const asOf = readAsOf(given.as_of);
  return { asOf, one, carried: { as_of: asOf?.text, theme: themeOf(one("theme")) ?? undefined } };
}
