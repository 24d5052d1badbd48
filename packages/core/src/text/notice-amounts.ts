import type { Locale, Threshold, Watch } from "../alert/rule.ts";
import type { Transition } from "../alert/transition.ts";
import type { Measure } from "../measure/measure.ts";
import { partsOf } from "../measure/measure.ts";

const MAX_SUBJECT_LENGTH = 120;

/**
 * A subject line: control and invisible characters become spaces, and the long part is cut so that all has at most 120 characters. What stands
 * before and after it is left whole.
 */
export function subjectLine(before: string, long: string, after: string): string {
  const [head, middle, tail] = [before, long, after].map((text) => text.replace(/[\p{Cc}\p{Cf}\p{Cs}\s\u2028\u2029]+/gu, " ")) as [
    string,
    string,
    string,
  ];
  const room = Math.max(16, MAX_SUBJECT_LENGTH - [...head].length - [...tail].length);
  const signs = [...middle];
  const fitted =
    signs.length <= room
      ? middle
      : `${signs
          .slice(0, room - 1)
          .join("")
          .trimEnd()}…`;
  return [...`${head}${fitted}${tail}`.trim()].slice(0, MAX_SUBJECT_LENGTH).join("");
}

/** A number as the language prints it: about three figures, a true minus. Not zero never reads as zero; `besides` never reads the same unless it is. */
export function formatNumber(value: number, locale: Locale, besides: number | null = null): string {
  const size = Math.abs(value);
  const least = size === 0 ? 0 : size >= 1000 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : Math.min(20, 2 - Math.floor(Math.log10(size)));
  for (let digits = least; digits < least + 6; digits++) {
    const text = formatDigits(value, locale, digits);
    if (besides === null || value === besides || text !== formatDigits(besides, locale, digits)) return text;
  }
  return formatDigits(value, locale, Math.min(20, least + 6));
}

function formatDigits(value: number, locale: Locale, digits: number): string {
  const text = formatterOf(locale, digits).format(Math.abs(value));
  return value < 0 && /[1-9]/.test(text) ? `\u2212${text}` : text;
}

// Making one takes far longer than using it, and a digest is full of numbers.
const formatters = new Map<string, Intl.NumberFormat>();

function formatterOf(locale: Locale, digits: number): Intl.NumberFormat {
  const key = `${locale} ${digits}`;
  const known = formatters.get(key) ?? new Intl.NumberFormat(locale, { maximumFractionDigits: digits });
  formatters.set(key, known);
  return known;
}

/** The measure a rule watches, if it watches one. */
export const watchedMeasure = (watch: Watch): Measure | null =>
  watch.kind === "measure" || watch.kind === "revision" ? watch.measure : null;

/** A retraction whose number stands: not enough releases in a row, too little evidence, or a bound in its place. */
export const isUnconfirmed = ({ tells, before, after }: Pick<Transition, "tells" | "before" | "after">): boolean =>
  tells === "retracted" && before !== null && before.value === after?.value;

/** True when a period stands for a season of its year, which the rule's name says. */
export function isSeason(measure: Measure): boolean {
  return measure.op === "season" || partsOf(measure).some(isSeason);
}

/** The periods of a season's value are months; the year is what they mean. */
export function periodForReader(watch: Watch, period: string): string {
  const measure = watchedMeasure(watch);
  return measure !== null && isSeason(measure) ? period.slice(0, 4) : period;
}

/** The conditions under which a rule is over; empty where it has none. */
export const recoveryThresholds = (watch: Watch): readonly Threshold[] => (watch.kind === "measure" ? watch.recovers : []);

/** True when the value is its own change in per cent on the year. */
export const isYearOnYear = (watch: Watch): boolean => watchedMeasure(watch)?.op === "year_on_year";

/** True when the value says how far a figure is above every earlier one. */
export const isRecord = (watch: Watch): boolean => watchedMeasure(watch)?.op === "record";
