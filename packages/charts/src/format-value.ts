const SUFFIX: Readonly<Record<string, string>> = { x: "×", "%": "%", times: "×" };
const MINUS = "\u2212";

function decimalsFor(size: number): number {
  if (size >= 100) return 0;
  if (size >= 10) return 1;
  return 2;
}

/** A number for people: grouped thousands, a true minus, two significant decimals below ten. `unit` "%" and "x" are attached; other units belong in a caption. */
export function formatValue(value: number, unit: string): string {
  if (!Number.isFinite(value)) return value > 0 ? "∞" : `${MINUS}∞`;
  const size = Math.abs(value);
  const whole = Number.isInteger(value) && unit !== "x";
  const digits = new Intl.NumberFormat("en-GB", { maximumFractionDigits: whole ? 0 : decimalsFor(size), minimumFractionDigits: 0 });
  return `${value < 0 ? MINUS : ""}${digits.format(size)}${SUFFIX[unit] ?? ""}`;
}

/** The short form for axes: 1.5 m for a million and a half, 250 k for thousands. */
export function formatTick(value: number, unit: string): string {
  const size = Math.abs(value);
  const sign = value < 0 ? MINUS : "";
  if (size >= 1e9) return `${sign}${trim(size / 1e9)} bn`;
  if (size >= 1e6) return `${sign}${trim(size / 1e6)} m`;
  if (size >= 1e4) return `${sign}${trim(size / 1e3)} k`;
  return formatValue(value, unit);
}

function trim(value: number): string {
  return new Intl.NumberFormat("en-GB", { maximumFractionDigits: 2 }).format(value);
}
