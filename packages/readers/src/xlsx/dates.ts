const DAY_MS = 86_400_000;
const EPOCH_1900 = Date.UTC(1899, 11, 31);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
const LAST_DAY_1900 = 2_958_465;
const LAST_DAY_1904 = 2_957_003;
/** Excel counts a 29 February 1900 that never was (ECMA-376 Part 1, 18.17.4.1). */
const PHANTOM_DAY = 60;

/**
 * The serial of a date cell as ISO text: a date, with `T` and the time when there is one, or the time alone for serials under 1 of
 * the 1900 system. Null outside the range Excel shows. Serials 0 and 60 of the 1900 system print as Excel does: no real day.
 */
export function serialText(serial: number, date1904: boolean): string | null {
  const milliseconds = Math.round(serial * DAY_MS);
  const day = Math.floor(milliseconds / DAY_MS);
  if (!(day >= 0 && day <= (date1904 ? LAST_DAY_1904 : LAST_DAY_1900))) return null;
  const clock = milliseconds - day * DAY_MS;
  const time = clock === 0 ? "" : new Date(clock).toISOString().slice(11, clock % 1000 === 0 ? 19 : 23);
  if (!date1904 && day === 0 && time !== "") return time;
  const date = dayText(day, date1904);
  return time === "" ? date : `${date}T${time}`;
}

function dayText(day: number, date1904: boolean): string {
  if (date1904) return isoDay(EPOCH_1904 + day * DAY_MS);
  if (day === 0) return "1900-01-00";
  if (day === PHANTOM_DAY) return "1900-02-29";
  return isoDay(EPOCH_1900 + (day < PHANTOM_DAY ? day : day - 1) * DAY_MS);
}

function isoDay(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}

/** Whether a number format code shows dates or times: has day, month, year, hour or second letters outside literals. Elapsed time (`[h]:mm`) is a number. */
export function isDateFormat(code: string): boolean {
  const section = code.split(";")[0] ?? "";
  if (/\[[hms]+\]/i.test(section)) return false;
  const letters = section
    .replace(/"[^"]*"?/g, "")
    .replace(/\[[^\]]*\]?/g, "")
    .replace(/[\\_*]./gsu, "")
    .replace(/general/gi, "");
  return /[dmyhs]/i.test(letters);
}

/** Whether a built-in format number is a date or time (ECMA-376 Part 1, 18.8.30, with the East Asian ones). */
export function isBuiltInDateFormat(id: number): boolean {
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || id === 45 || id === 47 || (id >= 50 && id <= 58);
}
