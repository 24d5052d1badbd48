import type { Verdict } from "@talent/core/assessment";
import { verdictWord } from "@talent/core/quote";
import { type Family, familyOf } from "../words/verdict-words.ts";
import { VerdictMark } from "./verdict-mark.tsx";

const TINT: Readonly<Record<Family, string>> = {
  for: "bg-for-tint text-for",
  against: "bg-against-tint text-against",
  unclear: "bg-unclear-tint text-unclear",
  none: "bg-none-tint text-none",
};

/** A verdict in one or two words with its sign and colour. Not Tremor's badge: that one brings a tooltip's script to every page. */
export function VerdictBadge({ verdict }: { verdict: Verdict }) {
  return <FamilyBadge family={familyOf(verdict)}>{verdictWord(verdict)}</FamilyBadge>;
}

export function FamilyBadge({ family, children }: { family: Family; children: string }) {
  return (
    <span
      className={`inline-flex items-center gap-1.5 rounded-tremor-small px-2 py-0.5 text-sm font-semibold whitespace-nowrap ${TINT[family]}`}
    >
      <VerdictMark family={family} size={10} />
      {children}
    </span>
  );
}
