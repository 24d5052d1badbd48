import type { Verdict } from "@talent/core/claim/assessment";
import { verdictWord } from "@talent/core/claim/verdict-text";
import { type Family, familyOf } from "../words/verdict-words.ts";
import { FAMILY_SHAPE } from "./badge-html.ts";

const INK: Readonly<Record<Family, string>> = { for: "text-for", against: "text-against", unclear: "text-unclear", none: "text-none" };

/** The small sign of a verdict's family. Always beside words. */
export function VerdictMark({ family, size = 12 }: { family: Family; size?: number }) {
  return (
    <svg viewBox="0 0 22 22" width={size} height={size} aria-hidden="true" className={`inline-block shrink-0 ${INK[family]}`}>
      <path d={FAMILY_SHAPE[family]} fill="currentColor" fillRule="evenodd" />
    </svg>
  );
}

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

/** A grade of a reading: outlined, so that it is never taken for a verdict. `strong`: a warning to notice. */
export function GradeBadge({ title, strong = false, children }: { title?: string; strong?: boolean; children: string }) {
  return (
    <span title={title} className={strong ? "grade grade-strong" : "grade"}>
      {children}
    </span>
  );
}
