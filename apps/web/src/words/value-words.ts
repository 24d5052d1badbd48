import { amountWords, expectedWords, numberWords } from "@talent/core/measure/format";
import type { Interval } from "@talent/core/measure/interval";
import { typeset } from "./text.ts";

type Measured = { readonly value: number | null; readonly low: number | null; readonly high: number | null };

/** A measured value with its unit, "at least" where only one end is known, an en rule where there is none. */
export function valueWords({ value, low, high }: Measured, unit: string): string {
  if (value === null) return "–";
  if (unit === "in force") return value === 1 ? "in force" : value === 0 ? "not in force" : numberWords(value);
  const text = typeset(amountWords(value, unit));
  if (high === null && low !== null) return `at least ${text}`;
  if (low === null && high !== null) return `at most ${text}`;
  return text;
}

/** The interval of a value, as "43.7% to 50.3%"; null for a bound, and where both ends print as the value does. */
export function intervalWords({ low, high }: Measured, unit: string): string | null {
  if (low === null || high === null) return null;
  const attached = unit === "x" || unit === "%" ? unit : "";
  const [from, to] = [amountWords(low, attached), amountWords(high, attached)];
  return from === to ? null : typeset(`${from} to ${to}`);
}

/** What a claim needs, in words: "more than 14×", "at least 45% and under 50%". */
export function neededWords(expected: Interval, unit: string): string {
  if (unit === "in force") return "the act to be in force";
  return typeset(expectedWords(expected, unit));
}
