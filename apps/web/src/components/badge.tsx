import type { Verdict } from "@talent/core/claim/assessment";
import { verdictWord } from "@talent/core/text/verdict-text";
import { type VerdictFamily, verdictFamily } from "../words/verdict-words.ts";
import { FAMILY_SHAPE } from "./badge-html.ts";

const FAMILY_TEXT_CLASS: Readonly<Record<VerdictFamily, string>> = {
  for: "text-for",
  against: "text-against",
  unclear: "text-unclear",
  none: "text-none",
};

/** The small sign of a verdict's family. Always beside words. */
export function VerdictMark({ family, size = 12 }: { family: VerdictFamily; size?: number }) {
  return (
    <svg viewBox="0 0 22 22" width={size} height={size} aria-hidden="true" className={`inline-block shrink-0 ${FAMILY_TEXT_CLASS[family]}`}>
      <path d={FAMILY_SHAPE[family]} fill="currentColor" fillRule="evenodd" />
    </svg>
  );
}

/** A verdict in one or two words with its sign and colour. Not Tremor's badge: that one brings a tooltip's script to every page. */
export function VerdictBadge({ verdict }: { verdict: Verdict }) {
  return <FamilyBadge family={verdictFamily(verdict)}>{verdictWord(verdict)}</FamilyBadge>;
}

export function FamilyBadge({ family, children }: { family: VerdictFamily; children: string }) {
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
