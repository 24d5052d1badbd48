import { listWords } from "./dates.ts";

const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/**
 * When a schedule looks, in words: "every Monday at 04:40 UTC". Of the five fields of a cron line numbers, lists, ranges, steps of minutes and
 * hours and stars are read; any other line is quoted.
 */
export function scheduleWords(cron: string): string {
  const [minute = "", hour = "", day = "", month = "", weekday = "", more] = cron.trim().split(/\s+/);
  const time = timeWords(minute, hour);
  const days = daysWords(day, weekday);
  const months = fieldNames(month, 1, MONTHS);
  if (more !== undefined || time === null || days === null || months === null) return `by the schedule ${cron} (UTC)`;
  const inMonths = months.length > 0 ? ` ${day === "*" ? "in" : "of"} ${listWords(months)}` : day === "*" ? "" : " of every month";
  if (time.startsWith("every ")) return day === "*" && weekday === "*" ? `${time}${inMonths}` : `${time}, ${days}${inMonths}`;
  return `${days}${inMonths} ${time}`;
}

/** "at 04:40 UTC", "every 15 minutes", "every hour"; null for what is none of these. */
function timeWords(minute: string, hour: string): string | null {
  const step = /^\*\/(\d+)$/.exec(minute);
  if (step && hour === "*") return `every ${step[1]} minutes`;
  const [minutes, hours] = [fieldNumbers(minute, 59), fieldNumbers(hour, 23)];
  if (minutes?.length !== 1) return null;
  const at = String(minutes[0]).padStart(2, "0");
  if (hour === "*") return minutes[0] === 0 ? "every hour" : `every hour at ${minutes[0]} past`;
  const each = /^\*\/(\d+)$/.exec(hour);
  if (each) return `every ${each[1]} hours`;
  if (!hours || hours.length === 0) return null;
  return `at ${listWords(hours.map((one) => `${String(one).padStart(2, "0")}:${at}`))} UTC`;
}

function daysWords(day: string, weekday: string): string | null {
  if (weekday === "*" && day === "*") return "every day";
  if (weekday === "*") {
    const days = fieldNumbers(day, 31);
    return days && days.length > 0 ? `on day ${listWords(days.map(String))}` : null;
  }
  if (day !== "*") return null;
  if (weekday === "1-5") return "every working day";
  const names = fieldNames(weekday.replaceAll("7", "0"), 0, DAYS);
  return names && names.length > 0 ? `every ${listWords(names)}` : null;
}

/** The names that a field picks; none for a star, null for what cannot be read. */
function fieldNames(field: string, first: number, names: readonly string[]): string[] | null {
  if (field === "*") return [];
  const picked = fieldNumbers(field, names.length - 1 + first)?.map((one) => names[one - first]);
  return picked?.every((name): name is string => name !== undefined) ? picked : null;
}

function fieldNumbers(field: string, most: number): number[] | null {
  const numbers = field.split(",").flatMap((part): (number | null)[] => {
    const range = /^(\d{1,2})(?:-(\d{1,2}))?$/.exec(part);
    if (!range) return [null];
    const [from, to] = [Number(range[1]), Number(range[2] ?? range[1])];
    return to <= most && from <= to ? Array.from({ length: to - from + 1 }, (_, i) => from + i) : [null];
  });
  return numbers.every((one) => one !== null) ? numbers : null;
}
