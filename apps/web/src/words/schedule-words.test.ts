import { describe, expect, it } from "vitest";
import { durationWords, everyWords } from "./dates.ts";
import { scheduleWords } from "./schedule-words.ts";

describe("scheduleWords", () => {
  it.each([
    ["40 4 * * 1", "every Monday at 04:40 UTC"],
    ["0 6 * * *", "every day at 06:00 UTC"],
    ["20 5 * * 2,5", "every Tuesday and Friday at 05:20 UTC"],
    ["0 6 * * 1-5", "every working day at 06:00 UTC"],
    ["0 6 * * 7", "every Sunday at 06:00 UTC"],
    ["0 6,18 * * *", "every day at 06:00 and 18:00 UTC"],
    ["0 6 1 * *", "on day 1 of every month at 06:00 UTC"],
    ["5 7 1,15 * *", "on day 1 and 15 of every month at 07:05 UTC"],
    ["0 6 10 4,10 *", "on day 10 of April and October at 06:00 UTC"],
    ["0 6 * 3 1", "every Monday in March at 06:00 UTC"],
    ["*/15 * * * *", "every 15 minutes"],
    ["0 * * * *", "every hour"],
    ["30 * * * *", "every hour at 30 past"],
    ["0 */6 * * *", "every 6 hours"],
  ])("reads %s as %s", (cron, words) => expect(scheduleWords(cron)).toBe(words));

  it.each(["0 6 * * MON", "0 6 1 * 1", "99 6 * * *", "0 6 * * * *", "0 6 L * *", "", "0 6 40 * *", "0 6 * 13 *"])(
    "quotes “%s” rather than guess",
    (cron) => expect(scheduleWords(cron)).toBe(`by the schedule ${cron} (UTC)`),
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
