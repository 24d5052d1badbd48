import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fetchState, mostOverdue, type PublisherState, publisherState, schedulerSilent } from "./freshness.ts";

const YEARLY = { every: "P1Y", lag: "P9M", grace: "P3M" };
const spoken = (period: string, publishedOn: string | null = null, vintage = "2025-10-10T00:00:00.000Z") => ({
  period,
  publishedOn,
  vintage,
});
const on = (day: string) => new Date(`${day}T00:00:00Z`);

describe("the publisher's side of freshness", () => {
  it.each([
    ["2025-12-31", "on_time"],
    ["2026-01-01", "due"],
    ["2026-09-30", "due"],
    ["2026-10-01", "late"],
    ["2026-12-31", "late"],
    ["2027-01-01", "lapsed"],
  ])("on %s is %s, after 2024", (day, state) =>
    expect(publisherState(YEARLY, spoken("2024"), on(day))).toEqual({
      state,
      newestPeriod: "2024",
      nextDue: "2026-10-01",
      lapsesOn: "2027-01-01",
    }),
  );
  it("goes by fiscal years, months and days as they end", () => {
    expect(publisherState(YEARLY, spoken("FY2024"), on("2025-10-01"))).toMatchObject({ state: "due", nextDue: "2026-07-01" });
    const monthly = { every: "P1M", lag: "P10D", grace: "P2M" };
    expect(publisherState(monthly, spoken("2025-05"), on("2025-07-11"))).toMatchObject({
      state: "late",
      nextDue: "2025-07-11",
      lapsesOn: "2025-09-11",
    });
    expect(publisherState({ every: "P2M", lag: "P1M", grace: "P3M" }, spoken("2026-06-30"), on("2026-08-01"))).toMatchObject({
      nextDue: "2026-10-01",
    });
  });
  it("goes by the publication of a label, whose year is only a name, or by the day it was known", () => {
    expect(publisherState(YEARLY, spoken("edition 2026", "2025-06-19"), on("2026-06-18"))).toMatchObject({
      state: "on_time",
      nextDue: "2026-06-19",
    });
    expect(publisherState(YEARLY, spoken("edition 2026", "2025-06-19"), on("2026-06-19"))).toMatchObject({
      state: "late",
      lapsesOn: "2026-09-19",
    });
    expect(publisherState(YEARLY, spoken("edition 2026"), on("2026-06-19"))).toMatchObject({ nextDue: "2026-10-10" });
  });
  it("is orphaned where nothing newer will come, and unknown before the first figure or without a rhythm", () => {
    const stopped = { ...YEARLY, orphaned: true };
    expect(publisherState(stopped, spoken("2022"), on("2030-01-01"))).toEqual({
      state: "orphaned",
      newestPeriod: "2022",
      nextDue: null,
      lapsesOn: null,
    });
    expect(publisherState(YEARLY, null, on("2030-01-01"))).toEqual({ state: "unknown", newestPeriod: null, nextDue: null, lapsesOn: null });
    expect(publisherState(null, spoken("2024"), on("2030-01-01")).state).toBe("unknown");
  });
  it("only ever gets worse with time, and the dates it names are the ones it turns on", () => {
    const order = ["on_time", "due", "late", "lapsed"];
    const moment = fc.date({ min: on("2020-01-01"), max: on("2035-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(fc.integer({ min: 2000, max: 2030 }), moment, moment, (year, a, b) => {
        const [early, late] = a < b ? [a, b] : [b, a];
        const [first, second] = [publisherState(YEARLY, spoken(String(year)), early), publisherState(YEARLY, spoken(String(year)), late)];
        expect(order.indexOf(second.state)).toBeGreaterThanOrEqual(order.indexOf(first.state));
        expect(first.state === "lapsed").toBe(early >= on(first.lapsesOn ?? ""));
        expect(["late", "lapsed"].includes(first.state)).toBe(early >= on(first.nextDue ?? ""));
      }),
    );
  });
  it("of a source is that of its indicator furthest behind", () => {
    const at = (state: PublisherState["state"], nextDue: string | null): PublisherState => ({
      state,
      nextDue,
      newestPeriod: "2024",
      lapsesOn: null,
    });
    expect(mostOverdue([at("on_time", "2026-01-01"), at("late", "2025-05-01"), at("late", "2025-03-01")])).toEqual(
      at("late", "2025-03-01"),
    );
    expect(mostOverdue([at("unknown", null), at("due", "2025-05-01")])?.state).toBe("due");
    expect(mostOverdue([])).toBeNull();
  });
});

describe("our side of freshness", () => {
  const T = "2026-01-01T00:00:00.000Z";
  it("is whether the last fetch succeeded, whatever the publisher does", () => {
    expect(fetchState({ lastLooked: null, lastTried: null, failedSince: 0 })).toBe("never_looked");
    expect(fetchState({ lastLooked: null, lastTried: T, failedSince: 3 })).toBe("failing");
    expect(fetchState({ lastLooked: T, lastTried: T, failedSince: 0 })).toBe("looked");
    expect(fetchState({ lastLooked: T, lastTried: T, failedSince: 1 })).toBe("failing");
  });
});

describe("the dead man's switch", () => {
  const now = new Date("2026-06-01T12:00:00.000Z");
  it.each([
    ["2026-06-01T11:45:00.000Z", false],
    ["2026-06-01T11:44:59.999Z", true],
    ["2026-05-01T12:00:00.000Z", true],
    ["2026-06-01T12:30:00.000Z", false],
    [null, false],
  ])("after a beat at %s is %s", (beat, silent) => expect(schedulerSilent(beat, now)).toBe(silent));
});
