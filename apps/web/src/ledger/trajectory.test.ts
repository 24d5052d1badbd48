import { growth, value } from "@talent/core/measure/measure";
import type { SeriesPoint } from "@talent/core/observation/observation";
import { seriesId } from "@talent/core/observation/series";
import { readingOf } from "@talent/core/testing/claim-builders";
import { parsePeriod } from "@talent/core/time/period";
import { describe, expect, it } from "vitest";
import { plotDate, readingTrajectory } from "./trajectory.ts";

const graduates = { indicator: "cn-graduates-regular", area: "CHN", dimensions: {} };

const point = (period: string, worth: number | null, more: Partial<SeriesPoint> = {}): SeriesPoint => ({
  id: period,
  period,
  value: worth,
  status: "A",
  low: null,
  high: null,
  n: null,
  bound: null,
  vintage: "2024-01-01T00:00:00.000Z",
  publishedOn: null,
  cause: "new_period",
  provenance: "official",
  raw: String(worth ?? ""),
  ...more,
});

const reading = readingOf({ measure: growth(value(graduates), { years: 2 }), unit: "x" });
const shown = (...points: SeriesPoint[]) => new Map([[seriesId(graduates), points]]);

describe("the trajectory of a reading", () => {
  it("has a value for every period that can be computed, and marks missing ones before it", () => {
    const values = readingTrajectory(
      reading,
      shown(point("2000", 10), point("2002", 20), point("2003", 30), point("2004", 50), point("2005", 60)),
    );
    expect(values.map(({ label, value: worth, gapBefore }) => [label, worth, gapBefore])).toEqual([
      ["2002", 2, false],
      ["2004", 2.5, true],
      ["2005", 2, false],
    ]);
  });

  it("draws a forecast as one, and a break as one", () => {
    const values = readingTrajectory(
      reading,
      shown(point("2018", 10), point("2019", 10), point("2020", 20, { status: "B" }), point("2021", 30, { status: "F" })),
    );
    expect(values.map(({ label, status }) => [label, status])).toEqual([
      ["2020", "B"],
      ["2021", "F"],
    ]);
  });

  it("leaves out a number that may not be shown", () => {
    expect(readingTrajectory(reading, shown(point("2018", 10), point("2020", null)))).toEqual([]);
  });

  it("is empty for a reading that measures nothing", () => {
    expect(readingTrajectory(readingOf({ measure: null, notHeld: "no_evidence" }), new Map())).toEqual([]);
  });
});

describe("the day a period is drawn at", () => {
  it("is the middle of a span", () => expect(plotDate(parsePeriod("2020"), [])).toBe("2020-07-02"));
  it("is the publication of a label, whose year is only a name", () => {
    expect(plotDate(parsePeriod("exam 2026"), [{ publishedOn: "2025-10-26", vintage: "2025-11-01T00:00:00Z" }])).toBe("2025-10-26");
    expect(plotDate(parsePeriod("edition 2024"), [{ publishedOn: null, vintage: "2023-07-01T06:00:00Z" }])).toBe("2023-07-01");
  });
});

describe("a break the catalogue declares", () => {
  const applicants = { indicator: "civil-service-applicants", area: "CHN", dimensions: { stage: "passed-review" } };
  const drawn = (...periods: string[]) => {
    const points = periods.map((period, index) => point(period, index + 1));
    const exam = readingOf({ measure: value(applicants), period: "exam 2025" });
    return readingTrajectory(exam, new Map([[seriesId(applicants), points]])).map(({ label, status }) => `${label} ${status}`);
  };

  it("is marked at its period, or at the first value after it, as if the source had marked it", () => {
    expect(drawn("exam 2024", "exam 2025", "exam 2026")).toEqual(["exam 2024 A", "exam 2025 A", "exam 2026 B"]);
    expect(drawn("exam 2025", "exam 2027", "exam 2028")).toEqual(["exam 2025 A", "exam 2027 B", "exam 2028 A"]);
    expect(drawn("exam 2026")).toEqual(["exam 2026 A"]);
  });
});
