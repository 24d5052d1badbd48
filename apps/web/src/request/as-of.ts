import { asOfInstant } from "@talent/core/time/instant";

/** An instant with the text that asked for it. Both null: now. */
export type AsOf = { readonly text: string; readonly instant: Date } | null;

/** One sentence on what is wrong with the `as_of` values of an address; null when they can be read. */
export function asOfProblem(values: readonly string[]): string | null {
  if (values.length > 1) return "as_of is given more than once.";
  const text = values[0];
  if (text === undefined || text === "") return null;
  try {
    asOfInstant(text);
    return null;
  } catch {
    return `as_of must be a day like 2025-02-10 or an instant like 2025-02-10T12:00:00Z, not “${text.slice(0, 60)}”.`;
  }
}

/** The `as_of` of an address, which `asOfProblem` has let through. */
export function readAsOf(value: string | readonly string[] | undefined): AsOf {
  const text = typeof value === "string" ? value : value?.[0];
  return text ? { text, instant: asOfInstant(text) } : null;
}
