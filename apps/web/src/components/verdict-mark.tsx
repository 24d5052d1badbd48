import type { Family } from "../words/verdict-words.ts";
import { FAMILY_SHAPE } from "./verdict-shape.ts";

const INK: Readonly<Record<Family, string>> = { for: "text-for", against: "text-against", unclear: "text-unclear", none: "text-none" };

/** The small sign of a verdict's family. Always beside words. */
export function VerdictMark({ family, size = 12 }: { family: Family; size?: number }) {
  return (
    <svg viewBox="0 0 22 22" width={size} height={size} aria-hidden="true" className={`inline-block shrink-0 ${INK[family]}`}>
      <path d={FAMILY_SHAPE[family]} fill="currentColor" fillRule="evenodd" />
    </svg>
  );
}
