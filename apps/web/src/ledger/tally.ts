import type { Question, Verdict } from "@talent/core/claim/assessment";
import type { Headline } from "@talent/core/claim/headline";
import { type Family, familyOf } from "../words/verdict-words.ts";

export type Tally = { readonly verdict: Verdict; readonly count: number };

const FAMILY_ORDER: readonly Family[] = ["for", "against", "unclear", "none"];

/** How often each verdict of the primary readings occurs on one question, grouped by family; the most frequent first within it. */
export function tally(headlines: readonly Headline[], question: Question): Tally[] {
  const counts = new Map<Verdict, number>();
  for (const { primary } of headlines) counts.set(primary[question], (counts.get(primary[question]) ?? 0) + 1);
  const rank = (verdict: Verdict) => FAMILY_ORDER.indexOf(familyOf(verdict));
  return [...counts]
    .map(([verdict, count]) => ({ verdict, count }))
    .sort((a, b) => rank(a.verdict) - rank(b.verdict) || b.count - a.count || a.verdict.localeCompare(b.verdict));
}
