import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InvalidPeriod, PeriodKindsDiffer } from "../capture/errors.ts";
import {
  academicYear,
  batch,
  bridgePeriod,
  calendarYear,
  comparePeriods,
  day,
  edition,
  exam,
  fiscalYear,
  labelYear,
  month,
  type Period,
  parsePeriod,
  periodRange,
  quarter,
  shiftPeriod,
  yearsEarlier,
} from "./period.ts";

const year = fc.integer({ min: 1900, max: 2100 });
const anyDay = fc
  .date({ min: new Date("1950-01-01"), max: new Date("2090-12-31"), noInvalidDate: true })
  .map((date) => day(date.toISOString().slice(0, 10)));
const kinds: readonly fc.Arbitrary<Period>[] = [
  year.map(calendarYear),
  year.map(fiscalYear),
  year.map(academicYear),
  year.map(edition),
  year.map(exam),
  year.map(batch),
  fc.tuple(year, fc.integer({ min: 1, max: 4 })).map(([y, q]) => quarter(y, q)),
  fc.tuple(year, fc.integer({ min: 1, max: 12 })).map(([y, m]) => month(y, m)),
  anyDay,
];
const anyPeriod = fc.oneof(...kinds);
const sameKindPair = fc.oneof(...kinds.map((kind) => fc.tuple(kind, kind)));
const steps = fc.integer({ min: -60, max: 60 });

describe("periods", () => {
  it.each([
    ["2024", "year", "2024-01-01", "2025-01-01"],
    ["2024-Q3", "quarter", "2024-07-01", "2024-10-01"],
    ["2024-Q4", "quarter", "2024-10-01", "2025-01-01"],
    ["2024-07", "month", "2024-07-01", "2024-08-01"],
    ["2024-12", "month", "2024-12-01", "2025-01-01"],
    ["2024-02-29", "day", "2024-02-29", "2024-03-01"],
    ["FY2024", "fiscal_year", "2023-10-01", "2024-10-01"],
    ["AY2023-24", "academic_year", "2023-07-01", "2024-07-01"],
    ["AY1999-00", "academic_year", "1999-07-01", "2000-07-01"],
    ["edition 2026", "edition", "2026-01-01", "2027-01-01"],
    ["exam 2026", "exam", "2026-01-01", "2027-01-01"],
    ["batch 2024", "batch", "2024-01-01", "2025-01-01"],
  ])("reads %s as a %s with its half-open span", (id, kind, start, end) => {
    expect(parsePeriod(id)).toEqual({ id, kind, start, end });
  });

  it.each([
    "",
    "24",
    "02024",
    " 2024",
    "2024 ",
    "2024-13",
    "2024-00",
    "2024-Q5",
    "2024-Q0",
    "2024-02-30",
    "2023-02-29",
    "FY24",
    "fy2024",
    "AY2023-25",
    "AY2023-2024",
    "Edition 2026",
    "edition  2026",
    "2024/25",
    "9999",
    "1066",
    "２０２４",
    "__proto__",
  ])("refuses %j", (id) => {
    expect(() => parsePeriod(id)).toThrow(InvalidPeriod);
  });

  it("round trips through its printed id", () => {
    fc.assert(
      fc.property(anyPeriod, (period) => {
        expect(parsePeriod(period.id)).toEqual(period);
      }),
    );
  });

  it("comes back after a shift there and back", () => {
    fc.assert(
      fc.property(anyPeriod, steps, (period, n) => {
        expect(shiftPeriod(shiftPeriod(period, n), -n)).toEqual(period);
      }),
    );
  });

  it("ends where the next one begins", () => {
    fc.assert(
      fc.property(anyPeriod, (period) => {
        expect(shiftPeriod(period, 1).start).toBe(period.end);
      }),
    );
  });

  it("orders as its spans do, and a shift forward is later", () => {
    fc.assert(
      fc.property(sameKindPair, steps, ([a, b], n) => {
        expect(Math.sign(comparePeriods(a, b))).toBe(a.start < b.start ? -1 : a.start > b.start ? 1 : 0);
        expect(comparePeriods(a, b) + comparePeriods(b, a)).toBe(0);
        expect(Math.sign(comparePeriods(shiftPeriod(a, n), a))).toBe(Math.sign(n));
      }),
    );
  });

  it("lists every period of a range once, in order", () => {
    fc.assert(
      fc.property(anyPeriod, fc.integer({ min: 0, max: 40 }), (from, n) => {
        const range = periodRange(from, shiftPeriod(from, n));
        expect(range).toHaveLength(n + 1);
        expect(range).toEqual([...range].sort(comparePeriods));
      }),
    );
    expect(periodRange(calendarYear(2020), calendarYear(2019))).toEqual([]);
  });

  it("never compares two kinds", () => {
    expect(() => comparePeriods(calendarYear(2024), fiscalYear(2024))).toThrow(PeriodKindsDiffer);
    expect(() => comparePeriods(edition(2024), exam(2024))).toThrow(PeriodKindsDiffer);
    expect(() => comparePeriods(month(2024, 1), day("2024-01-01"))).toThrow(PeriodKindsDiffer);
  });

  it("goes whole years back within its kind", () => {
    expect(yearsEarlier(month(2024, 7), 1).id).toBe("2023-07");
    expect(yearsEarlier(quarter(2024, 1), 2).id).toBe("2022-Q1");
    expect(yearsEarlier(academicYear(2023), 20).id).toBe("AY2003-04");
    expect(yearsEarlier(day("2024-02-29"), 1).id).toBe("2023-02-28");
    expect(yearsEarlier(day("2024-02-29"), 4).id).toBe("2020-02-29");
  });

  it("bridges yearly kinds by the year they are named for, and no others", () => {
    expect(bridgePeriod(calendarYear(2018), "academic_year").id).toBe("AY2017-18");
    expect(bridgePeriod(academicYear(2017), "year").id).toBe("2018");
    expect(bridgePeriod(fiscalYear(2018), "edition").id).toBe("edition 2018");
    expect(labelYear(fiscalYear(2018))).toBe(2018);
    expect(() => bridgePeriod(month(2018, 1), "year")).toThrow(PeriodKindsDiffer);
    expect(() => bridgePeriod(calendarYear(2018), "quarter")).toThrow(PeriodKindsDiffer);
  });

  it("refuses parts that are no whole number in range", () => {
    for (const make of [
      () => calendarYear(2020.5),
      () => month(2020, 0),
      () => quarter(2020, 5),
      () => day("2020-1-1"),
      () => calendarYear(Number.NaN),
    ]) {
      expect(make).toThrow(InvalidPeriod);
    }
  });
});
