import type { ReleasePoint } from "./release.ts";
import type { Threshold } from "./rule.ts";

/** Enough to forget the noise of binary fractions, so that a change of exactly −15 % is one. */
const SIGNIFICANT = 12;

/** Whether a value meets a threshold. Of a bound ("at least 1,482") only what it proves: it is never below anything. */
export function meets({ op, than }: Threshold, { value, low, high }: Pick<ReleasePoint, "value" | "low" | "high">): boolean {
  const plain = Number(value.toPrecision(SIGNIFICANT));
  const mayBeLower = low === Number.NEGATIVE_INFINITY;
  const mayBeHigher = high === Number.POSITIVE_INFINITY;
  switch (op) {
    case ">=":
      return plain >= than && !mayBeLower;
    case ">":
      return plain > than && !mayBeLower;
    case "<=":
      return plain <= than && !mayBeHigher;
    case "<":
      return plain < than && !mayBeHigher;
    case "moves_by":
      return Math.abs(plain) >= than && !mayBeLower && !mayBeHigher;
  }
}
