import { describe, expect, it } from "vitest";
import { durationWords, everyWords, scheduleWords } from "./dates.ts";

describe("scheduleWords", () => {
  it.each([
    ["40 4 * * 1", "at 04:40, only on Monday (UTC)"],
    ["0 6 * * *", "at 06:00 (UTC)"],
    ["20 5 * * 2,5", "at 05:20, only on Tuesday and Friday (UTC)"],
    ["0 6 * * 1-5", "at 06:00, Monday through Friday (UTC)"],
    ["0 6 10 4,10 *", "at 06:00, on day 10 of the month, only in April and October (UTC)"],
    ["*/15 * * * *", "every 15 minutes (UTC)"],
  ])("reads %s as %s", (cron, words) => expect(scheduleWords(cron)).toBe(words));

  it.each(["99 6 * * *", "", "0 6 40 * *", "0 6 * 13 *", "soon"])("quotes “%s” rather than guess", (cron) =>
    expect(scheduleWords(cron)).toBe(`by the schedule ${cron} (UTC)`),
  );
});

describe("durationWords", () => {
  it.each([
    ["P1Y", "1 year"],
    ["P14M", "14 months"],
    ["P1Y2M45D", "1 year, 2 months and 45 days"],
    ["P0D", "no time"],
    ["soon", "soon"],
    ["P", "P"],
  ])("writes %s as %s", (iso, words) => expect(durationWords(iso)).toBe(words));
  it.each([
    ["P1M", "every month"],
    ["P1Y", "every year"],
    ["P2M", "every 2 months"],
  ])("writes how often %s is as %s", (iso, words) => expect(everyWords(iso)).toBe(words));
});
