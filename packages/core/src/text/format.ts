import type { Interval } from "../measure/interval.ts";

const MONTH_FORMAT = new Intl.DateTimeFormat("en", { month: "long", timeZone: "UTC" });

/** The twelve months in English, January first. */
export const MONTHS: readonly string[] = Array.from({ length: 12 }, (_, month) => MONTH_FORMAT.format(Date.UTC(2000, month)));

/** A number as a reader wants it: thousands separated, three figures or so, no trailing zeros. What is not zero never reads as zero. */
export function numberWords(value: number): string {
  const size = Math.abs(value);
  const below = size === 0 ? 0 : Math.min(20, 2 - Math.floor(Math.log10(size)));
  const digits = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 1 ? 2 : below;
  const [whole = "", fraction] = size.toFixed(digits).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  const kept = fraction?.replace(/0+$/, "") ?? "";
  const text = kept === "" ? grouped : `${grouped}.${kept}`;
  return value < 0 ? `-${text}` : text;
}

/** A number with its unit: `8.39x`, `42 %`, `1,482 programmes`, `rank 25`; a rule's 1 or 0 reads `in force` or `not in force`. */
export function amountWords(value: number, unit: string): string {
  const number = numberWords(value);
  if (unit === "in force" && (value === 0 || value === 1)) return value === 1 ? unit : `not ${unit}`;
  if (unit === "rank") return `${unit} ${number}`;
  return unit === "" || unit === "x" || unit.startsWith("x ") ? `${number}${unit}` : `${number} ${unit}`;
}

/** The distance between two numbers of a unit: per cent are points apart, ranks are places apart. */
export function distanceWords(distance: number, unit: string): string {
  return amountWords(distance, { "%": "points", rank: "places" }[unit] ?? unit);
}

/** An expected interval in words: `more than 14x`, `at least 45 % and under 50 %`, `at most 50`. */
export function expectedWords({ low, high, lowOpen, highOpen }: Interval, unit: string): string {
  if (low === high) return unit === "in force" ? amountWords(low, unit) : `exactly ${amountWords(low, unit)}`;
  const from = Number.isFinite(low) ? [`${lowOpen ? "more than" : "at least"} ${amountWords(low, unit)}`] : [];
  const scaleEnd = !Number.isFinite(high) || (high === 100 && !highOpen && unit === "%");
  const to = scaleEnd ? [] : [`${highOpen ? "under" : "at most"} ${amountWords(high, unit)}`];
  return [...from, ...to].join(" and ") || "any value";
}

/** When a number is for: `on 1 June 2020` for a day, else `for FY2024`. */
export const periodWords = (period: string): string => (/^\d{4}-\d{2}-\d{2}$/.test(period) ? `on ${dateWords(period)}` : `for ${period}`);

/** An ISO date or instant as `10 February 2025`, in UTC. */
export function dateWords(iso: string): string {
  const [year, month, day] = iso.slice(0, 10).split("-").map(Number);
  return `${day} ${MONTHS[(month ?? 0) - 1]} ${year}`;
}
