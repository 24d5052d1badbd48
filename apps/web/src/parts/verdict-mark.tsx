import type { ReactNode } from "react";
import type { Family } from "../words/verdict-words.ts";

const INK: Readonly<Record<Family, string>> = { for: "text-for", against: "text-against", unclear: "text-unclear", none: "text-none" };

// A shape for each family, so that no verdict is told by colour alone.
const SHAPE: Readonly<Record<Family, ReactNode>> = {
  for: <circle cx="6" cy="6" r="5" fill="currentColor" />,
  against: <path d="M6 0l6 6-6 6-6-6z" fill="currentColor" />,
  unclear: (
    <>
      <circle cx="6" cy="6" r="4.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M6 1.5a4.5 4.5 0 0 1 0 9z" fill="currentColor" />
    </>
  ),
  none: <circle cx="6" cy="6" r="4.25" fill="none" stroke="currentColor" strokeWidth="1.5" />,
};

/** The small sign of a verdict's family. Always beside words, or inside a link that is named. */
export function VerdictMark({ family, size = 12 }: { family: Family; size?: number }) {
  return (
    <svg viewBox="0 0 12 12" width={size} height={size} aria-hidden="true" className={`inline-block shrink-0 ${INK[family]}`}>
      {SHAPE[family]}
    </svg>
  );
}
