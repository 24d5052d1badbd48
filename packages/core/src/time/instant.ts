import { InvalidDuration, InvalidInstant } from "../capture/errors.ts";
import { isIsoDate } from "./period.ts";

const INSTANT_FORM = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;
const DURATION_FORM = /^P(?=\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?$/;

/** The end of the article's day, up to which `atPublication` knows anything. */
export const ARTICLE_AS_OF: Date = new Date("2025-02-10T23:59:59.999Z");

/** The as-of of `atPublication` for an assessment at `knownAt`: never later than the article's day. */
export function publicationAsOf(knownAt: Date): Date {
  return new Date(Math.min(Number(knownAt), Number(ARTICLE_AS_OF)));
}

/**
 * The instant an as-of means: a bare date (`2025-02-10`) is the last millisecond of that UTC day, a full ISO 8601 instant with its offset is
 * itself. Throws InvalidInstant for anything else, a local time without offset and 30 February included.
 */
export function asOfInstant(text: string): Date {
  if (isIsoDate(text)) return new Date(`${text}T23:59:59.999Z`);
  const match = INSTANT_FORM.exec(text);
  if (match === null || !isIsoDate(match[1] ?? "")) throw new InvalidInstant(`not a date or instant: "${text}"`);
  return new Date(text);
}

/** Midnight UTC at which an ISO date begins: when something published that day counts as known. */
export function startOfDay(isoDate: string): Date {
  if (!isIsoDate(isoDate)) throw new InvalidInstant(`not a date: "${isoDate}"`);
  return new Date(`${isoDate}T00:00:00.000Z`);
}

/** `date` plus an ISO 8601 duration of years, months, weeks and days (`P1Y2M45D`), in UTC; a day past a month's end becomes its last day. */
export function addDuration(date: Date, duration: string): Date {
  const match = DURATION_FORM.exec(duration);
  if (match === null) throw new InvalidDuration(`not a duration of years, months, weeks and days: "${duration}"`);
  const [years, months, weeks, days] = match.slice(1).map((part) => Number(part ?? 0));
  const moved = new Date(date);
  moved.setUTCDate(1);
  moved.setUTCMonth(moved.getUTCMonth() + (years ?? 0) * 12 + (months ?? 0));
  const lastDay = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate();
  moved.setUTCDate(Math.min(date.getUTCDate(), lastDay) + (weeks ?? 0) * 7 + (days ?? 0));
  if (Number.isNaN(moved.getTime())) throw new InvalidDuration(`duration out of range: "${duration}"`);
  return moved;
}
