import { amountWords } from "@talent/core/text/format";

const ATTACHED_UNITS: ReadonlySet<string> = new Set(["x", "%"]);

/** A number as charts print it: grouped thousands, a true minus, "×" and "%" attached. Other units belong in a caption. */
export function formatValue(value: number, unit: string): string {
  const sign = value < 0 ? "\u2212" : "";
  if (!Number.isFinite(value)) return `${sign}∞`;
  return (
    sign +
    amountWords(Math.abs(value), ATTACHED_UNITS.has(unit) ? unit : "")
      .replace("x", "×")
      .replace(" %", "%")
  );
}

/** The short form for axes: 1.5 m for a million and a half, 250 k for thousands. */
export function formatTick(value: number, unit: string): string {
  const size = Math.abs(value);
  if (size >= 1e9) return `${formatValue(value / 1e9, "")} bn`;
  if (size >= 1e6) return `${formatValue(value / 1e6, "")} m`;
  if (size >= 1e4) return `${formatValue(value / 1e3, "")} k`;
  return formatValue(value, unit);
}
