import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InvalidDuration, InvalidInstant } from "../capture/errors.ts";
import { dueOn, lapsedOn } from "../capture/freshness.ts";
import { ARTICLE_AS_OF, addDuration, asOfInstant, startOfDay } from "./instant.ts";

const iso = (date: Date): string => date.toISOString();

describe("as-of", () => {
  it("takes a bare date as the last millisecond of its UTC day", () => {
    expect(iso(asOfInstant("2025-02-10"))).toBe("2025-02-10T23:59:59.999Z");
    expect(asOfInstant("2025-02-10")).toEqual(ARTICLE_AS_OF);
  });

  it.each([
    ["2025-02-10T12:00:00Z", "2025-02-10T12:00:00.000Z"],
    ["2025-02-10T12:00Z", "2025-02-10T12:00:00.000Z"],
    ["2025-02-10T12:00:00.25+08:00", "2025-02-10T04:00:00.250Z"],
  ])("takes the full instant %s as it is", (text, instant) => {
    expect(iso(asOfInstant(text))).toBe(instant);
  });

  it.each([
    "",
    "2025",
    "2025-02",
    "2025-02-30",
    "2025-02-10T12:00:00",
    "2025-02-30T00:00:00Z",
    "2025-02-10T24:00:00Z",
    "2025-02-10 12:00Z",
    "now",
  ])("refuses %j", (text) => {
    expect(() => asOfInstant(text)).toThrow(InvalidInstant);
  });

  it("begins a publication day at midnight UTC", () => {
    expect(iso(startOfDay("2024-11-14"))).toBe("2024-11-14T00:00:00.000Z");
    expect(() => startOfDay("2024-11-31")).toThrow(InvalidInstant);
  });
});

describe("durations", () => {
  it.each([
    ["2024-01-31", "P1M", "2024-02-29"],
    ["2023-01-31", "P1M", "2023-02-28"],
    ["2024-02-29", "P1Y", "2025-02-28"],
    ["2024-12-15", "P2M", "2025-02-15"],
    ["2024-01-01", "P45D", "2024-02-15"],
    ["2024-01-01", "P2W", "2024-01-15"],
    ["2024-01-31", "P1Y1M1D", "2025-03-01"],
    ["2024-05-31", "P0D", "2024-05-31"],
  ])("%s plus %s is %s", (from, duration, to) => {
    expect(iso(addDuration(startOfDay(from), duration)).slice(0, 10)).toBe(to);
  });

  it.each(["", "P", "1Y", "P1.5Y", "PT5H", "P-1D", "P1D1Y", "1 year"])("refuses %j", (duration) => {
    expect(() => addDuration(startOfDay("2024-01-01"), duration)).toThrow(InvalidDuration);
  });

  it("keeps the time of day and never goes back", () => {
    const date = fc.date({ min: new Date("1990-01-01"), max: new Date("2090-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(date, fc.nat(30), fc.nat(40), (from, months, days) => {
        const later = addDuration(from, `P${months}M${days}D`);
        expect(iso(later).slice(11)).toBe(iso(from).slice(11));
        expect(later >= from).toBe(true);
      }),
    );
  });
});

describe("freshness", () => {
  it("expects the next period one step and the usual lag after the last one ended, and lapses after the grace", () => {
    const cadence = { every: "P1Y", lag: "P9M", grace: "P3M" };
    expect(iso(dueOn("2024-01-01", cadence)).slice(0, 10)).toBe("2025-10-01");
    expect(iso(lapsedOn("2024-01-01", cadence)).slice(0, 10)).toBe("2026-01-01");
  });
});
