import type { Indicator } from "@talent/catalog/indicators/indicator";

/** Which indicators a list shows: all, those with numbers, those whose source is not built. */
export type Show = "all" | "held" | "awaiting";
export type Search = { readonly words: readonly string[]; readonly text: string; readonly show: Show };

const MAX_LENGTH = 100;

/** What an address searches for. Every word must be found. */
export function readSearch(one: (name: string) => string | null): Search {
  const text = (one("q") ?? "").trim().slice(0, MAX_LENGTH);
  const show = one("show");
  return { text, words: foldText(text).split(" ").filter(Boolean), show: show === "held" || show === "awaiting" ? show : "all" };
}

type SearchedIndicator = {
  readonly indicator: Indicator;
  readonly source: { readonly id: string; readonly title: string; readonly publisher: string } | null;
};

/** Whether an indicator is in the list: by its words, its codes, its source and whether numbers of it can be held. */
export function matchesSearch({ indicator, source }: SearchedIndicator, { words, show }: Search): boolean {
  if (show === "held" && source === null) return false;
  if (show === "awaiting" && source !== null) return false;
  const codes = Object.entries(indicator.dimensions).flatMap(([name, list]) => [name, ...(list === "open" ? [] : list)]);
  const { id, title, description, definition, unit } = indicator;
  const text = foldText(
    [id, title.en, description, definition, unit, indicator.source, source?.title, source?.publisher, ...codes].join(" "),
  );
  return words.every((word) => text.includes(word));
}

/** The search as parameters of an address. */
export function searchQuery({ text, show }: Pick<Search, "text" | "show">): Record<string, string | undefined> {
  return { q: text || undefined, show: show === "all" ? undefined : show };
}

/** Letters and digits in lower case without accents; anything else parts words. */
function foldText(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
