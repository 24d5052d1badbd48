import { type AsOf, readAsOf } from "./as-of.ts";
import type { Carried } from "./href.ts";

/** Request header by which the proxy tells the layout what theme the address asks for. */
export const THEME_HEADER = "x-talent-theme";

type Theme = "light" | "dark";

/** The theme an address asks for; null leaves it to the reader's system. */
export function themeOf(text: string | null | undefined): Theme | null {
  return text === "light" || text === "dark" ? text : null;
}

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
