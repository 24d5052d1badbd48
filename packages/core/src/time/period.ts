import { InvalidPeriod, PeriodKindsDiffer } from "../capture/errors.ts";

/** What kind of span a period is. Two kinds never compare unless a reading declares a bridge. */
export type PeriodKind = "year" | "quarter" | "month" | "day" | "fiscal_year" | "academic_year" | "edition" | "exam" | "batch";

/**
 * The span a number is about. `id` is the printed form (`2024`, `2024-Q3`, `2024-07`, `2024-07-15`, `FY2024`, `AY2023-24`,
 * `edition 2026`, `exam 2026`, `batch 2024`); `start` and `end` are ISO dates, half-open. Labels (edition, exam, batch) store their calendar year.
 */
export type Period = { readonly kind: PeriodKind; readonly id: string; readonly start: string; readonly end: string };

const FIRST_YEAR = 1800;
const LAST_YEAR = 2200;
const LABEL_KINDS: readonly PeriodKind[] = ["edition", "exam", "batch"];

/** True for kinds whose year is a name, not the time of the event: they are known by their publication. */
export const isLabel = (kind: PeriodKind): boolean => LABEL_KINDS.includes(kind);

/** True for the kinds that come once a year: only these can be bridged to each other. */
export const isAnnual = (kind: PeriodKind): boolean =>
  isLabel(kind) || kind === "year" || kind === "fiscal_year" || kind === "academic_year";

/** `2024`: January to December. */
export function calendarYear(n: number): Period {
  const id = fourDigitYear(n);
  return { kind: "year", id, start: `${id}-01-01`, end: `${fourDigitYear(n + 1)}-01-01` };
}

/** `FY2024`: the US fiscal year, October 2023 to September 2024. */
export function fiscalYear(n: number): Period {
  const id = `FY${fourDigitYear(n)}`;
  return { kind: "fiscal_year", id, start: `${fourDigitYear(n - 1)}-10-01`, end: `${fourDigitYear(n)}-10-01` };
}

/** `AY2023-24` from its starting year: July to June, the span over which US degrees conferred are counted. */
export function academicYear(startYear: number): Period {
  const next = fourDigitYear(startYear + 1);
  return {
    kind: "academic_year",
    id: `AY${fourDigitYear(startYear)}-${next.slice(2)}`,
    start: `${fourDigitYear(startYear)}-07-01`,
    end: `${next}-07-01`,
  };
}

/** `2024-Q3`, quarters 1 to 4. */
export function quarter(year: number, q: number): Period {
  if (!Number.isInteger(q) || q < 1 || q > 4) throw new InvalidPeriod(`no quarter ${q}`);
  return { kind: "quarter", id: `${fourDigitYear(year)}-Q${q}`, start: monthStart(year, q * 3 - 2), end: monthStart(year, q * 3 + 1) };
}

/** `2024-07`, months 1 to 12. */
export function month(year: number, m: number): Period {
  if (!Number.isInteger(m) || m < 1 || m > 12) throw new InvalidPeriod(`no month ${m}`);
  const start = monthStart(year, m);
  return { kind: "month", id: start.slice(0, 7), start, end: monthStart(year, m + 1) };
}

/** `2024-07-15`, a day that exists. */
export function day(iso: string): Period {
  if (!isIsoDate(iso)) throw new InvalidPeriod(`not a day: "${iso}"`);
  fourDigitYear(Number(iso.slice(0, 4)));
  return { kind: "day", id: iso, start: iso, end: addDays(iso, 1) };
}

/** `edition 2026` of a ranking or list; usually published the year before. */
export const edition = (n: number): Period => labelPeriod("edition", n);
/** `exam 2026`: registered the October before. */
export const exam = (n: number): Period => labelPeriod("exam", n);
/** `batch 2024` of programme approvals: published the spring after. */
export const batch = (n: number): Period => labelPeriod("batch", n);

/** The period with this printed id. Throws InvalidPeriod for anything that is not exactly one of the nine forms. */
export function parsePeriod(id: string): Period {
  const found = PERIOD_FORMS.flatMap(([form, make]) => {
    const match = form.exec(id);
    return match === null ? [] : [make(match)];
  })[0];
  if (found === undefined || found.id !== id) throw new InvalidPeriod(`not a period: "${id}"`);
  return found;
}

/** Negative when `a` comes before `b`. Throws PeriodKindsDiffer for two kinds. */
export function comparePeriods(a: Period, b: Period): number {
  if (a.kind !== b.kind) throw new PeriodKindsDiffer(a.id, b.id);
  return a.start < b.start ? -1 : a.start > b.start ? 1 : 0;
}

/** The period `n` steps of its own kind later (earlier when negative). */
export function shiftPeriod(period: Period, n: number): Period {
  if (period.kind === "day") return day(addDays(period.start, n));
  if (period.kind === "month") return monthsLater(period, n, (year, m) => month(year, m));
  if (period.kind === "quarter") return monthsLater(period, n * 3, (year, m) => quarter(year, (m + 2) / 3));
  return annualPeriod(period.kind, labelYear(period) + n);
}

/** The same period of its kind `years` before: `2024-07` gives `2023-07`. 29 February gives 28 February where there is none. */
export function yearsEarlier(period: Period, years: number): Period {
  if (period.kind === "month") return shiftPeriod(period, -12 * years);
  if (period.kind === "quarter") return shiftPeriod(period, -4 * years);
  if (period.kind !== "day") return shiftPeriod(period, -years);
  const moved = `${fourDigitYear(Number(period.start.slice(0, 4)) - years)}${period.start.slice(4)}`;
  return day(isIsoDate(moved) ? moved : moved.replace("-29", "-28"));
}

/** Every period from `from` to `to`, both included; empty when `to` is earlier. */
export function periodRange(from: Period, to: Period): Period[] {
  const periods: Period[] = [];
  for (let next = from; comparePeriods(next, to) <= 0; next = shiftPeriod(next, 1)) periods.push(next);
  return periods;
}

/** The year a once-a-year period is named for: the year it ends in for FY and AY. Throws for shorter kinds. */
export function labelYear(period: Period): number {
  if (!isAnnual(period.kind)) throw new InvalidPeriod(`"${period.id}" is not one of a yearly series`);
  const start = Number(period.start.slice(0, 4));
  return period.kind === "fiscal_year" || period.kind === "academic_year" ? start + 1 : start;
}

/** The period of another yearly kind with the same label year: `2018` gives `AY2017-18`. Only for readings that declare a bridge. */
export function bridgePeriod(period: Period, kind: PeriodKind): Period {
  if (period.kind === kind) return period;
  if (!isAnnual(kind) || !isAnnual(period.kind)) throw new PeriodKindsDiffer(period.id, kind);
  return annualPeriod(kind, labelYear(period));
}

const PERIOD_FORMS: readonly (readonly [RegExp, (match: RegExpExecArray) => Period])[] = [
  [/^(\d{4})$/, (m) => calendarYear(Number(m[1]))],
  [/^(\d{4})-Q([1-4])$/, (m) => quarter(Number(m[1]), Number(m[2]))],
  [/^(\d{4})-(\d{2})$/, (m) => month(Number(m[1]), Number(m[2]))],
  [/^\d{4}-\d{2}-\d{2}$/, (m) => day(m[0])],
  [/^FY(\d{4})$/, (m) => fiscalYear(Number(m[1]))],
  [/^AY(\d{4})-\d{2}$/, (m) => academicYear(Number(m[1]))],
  [/^edition (\d{4})$/, (m) => edition(Number(m[1]))],
  [/^exam (\d{4})$/, (m) => exam(Number(m[1]))],
  [/^batch (\d{4})$/, (m) => batch(Number(m[1]))],
];

function annualPeriod(kind: PeriodKind, year: number): Period {
  if (kind === "year") return calendarYear(year);
  if (kind === "fiscal_year") return fiscalYear(year);
  if (kind === "academic_year") return academicYear(year - 1);
  return labelPeriod(kind, year);
}

function labelPeriod(kind: PeriodKind, n: number): Period {
  return { ...calendarYear(n), kind, id: `${kind} ${fourDigitYear(n)}` };
}

function monthsLater(period: Period, months: number, make: (year: number, month: number) => Period): Period {
  const index = Number(period.start.slice(0, 4)) * 12 + Number(period.start.slice(5, 7)) - 1 + months;
  return make(Math.floor(index / 12), (index % 12) + 1);
}

function monthStart(year: number, m: number): string {
  const next = m > 12;
  return `${fourDigitYear(next ? year + 1 : year)}-${String(next ? 1 : m).padStart(2, "0")}-01`;
}

function addDays(iso: string, n: number): string {
  return new Date(Date.parse(`${iso}T00:00:00Z`) + n * 86_400_000).toISOString().slice(0, 10);
}

function fourDigitYear(year: number): string {
  if (!Number.isInteger(year) || year < FIRST_YEAR || year > LAST_YEAR) throw new InvalidPeriod(`year out of range: ${year}`);
  return String(year);
}

/** True for `YYYY-MM-DD` of a day that exists in the Gregorian calendar. */
export function isIsoDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  // The 30th of February is read as a day of March; a month past the twelfth as no date.
  return new Date(`${text}T00:00:00Z`).getUTCDate() === Number(text.slice(8));
}
