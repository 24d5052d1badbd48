import cronstrue from "cronstrue";

const DURATION_PARTS: readonly (readonly [RegExp, string])[] = [
  [/(\d+)Y/, "year"],
  [/(\d+)M/, "month"],
  [/(\d+)W/, "week"],
  [/(\d+)D/, "day"],
];
const EVERY_PERIOD: Readonly<Record<string, string>> = {
  P1D: "every day",
  P7D: "every week",
  P1W: "every week",
  P1M: "every month",
  P3M: "every quarter",
  P1Y: "every year",
};

/** An ISO 8601 duration of dates in words: "1 year and 45 days"; "no time" for nothing. Text that is none comes back as it is. */
export function durationWords(iso: string): string {
  if (!/^P(\d+Y)?(\d+M)?(\d+W)?(\d+D)?$/.test(iso) || iso === "P") return iso;
  const parts = DURATION_PARTS.flatMap(([form, unit]) => {
    const count = Number(form.exec(iso)?.[1] ?? 0);
    return count === 0 ? [] : [`${count} ${unit}${count === 1 ? "" : "s"}`];
  });
  return listWords(parts) || "no time";
}

/** How often something comes: "every year", "every 2 months". */
export function everyWords(iso: string): string {
  return EVERY_PERIOD[iso] ?? `every ${durationWords(iso)}`;
}

/** When a cron line is due, in words: "at 04:40, only on Monday (UTC)". A line that cannot be read is quoted. */
export function scheduleWords(cron: string): string {
  try {
    const words = cronstrue.toString(cron, { use24HourTimeFormat: true });
    return `${words.charAt(0).toLowerCase()}${words.slice(1)} (UTC)`;
  } catch {
    return `by the schedule ${cron} (UTC)`;
  }
}

/** "a, b and c". */
export function listWords(parts: readonly string[]): string {
  return parts.length < 2 ? (parts[0] ?? "") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}

const DAY_FORMAT = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
const TIME_FORMAT = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "UTC" });

/** "10 Feb 2025", in UTC, from an ISO date or instant. Text that is no date comes back as it is. */
export function formatDay(iso: string): string {
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) ? iso : DAY_FORMAT.format(at).replace("Sept", "Sep");
}

/** "10 Feb 2025, 06:00 UTC". */
export function formatMinute(iso: string): string {
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) ? iso : `${formatDay(iso)}, ${TIME_FORMAT.format(at)} UTC`;
}

/** What stands before the date on which something is expected: a publisher's next figure, or a review of ours. Dates are ISO; null: nothing is. */
export function dueLabel(due: string | null, now: string, review: boolean): string {
  const past = due !== null && due < now;
  if (review) return past ? "our next review was due" : "our next review";
  return past ? "next was due" : "next expected";
}
