import type { Verdict } from "@talent/core/claim/assessment";
import { verdictWord } from "@talent/core/claim/verdict-text";
import { type Family, familyOf } from "../words/verdict-words.ts";
import { VerdictMark } from "./verdict-mark.tsx";

/** A verdict in one or two words with its sign and colour. Not Tremor's badge: that one brings a tooltip's script to every page. */
export function VerdictBadge({ verdict }: { verdict: Verdict }) {
  return <FamilyBadge family={familyOf(verdict)}>{verdictWord(verdict)}</FamilyBadge>;
}

export function FamilyBadge({ family, children }: { family: Family; children: string }) {
  return (
    <span className={`badge badge-${family}`}>
      <VerdictMark family={family} size={11} />
      {children}
    </span>
  );
}
