/** What can be picked of one indicator, as the store gives it. */
export type Axes = {
  readonly areas: readonly string[];
  readonly dimensions: readonly Readonly<Record<string, string>>[];
};

/** A code of a dimension; null is the total, a series that leaves the dimension out. */
export type Code = string | null;

/** How an address names the total over an optional dimension. */
export const TOTAL = "_total";

export type Codes = Readonly<Record<string, readonly Code[]>>;

/** The codes that the series of an indicator have in one dimension: the total first, then in the catalogue's order where it has one. */
export function codesOf(axes: Axes, name: string, listed: readonly string[] | "open" | undefined): Code[] {
  const held = new Set(axes.dimensions.map((codes) => codes[name] ?? null));
  const order = Array.isArray(listed) ? listed : [];
  const rank = (code: Code) => (code === null ? -1 : order.includes(code) ? order.indexOf(code) : order.length);
  return [...held].sort((a, b) => rank(a) - rank(b) || String(a).localeCompare(String(b), "en", { numeric: true }));
}

export function codeText(code: Code): string {
  return code ?? TOTAL;
}
