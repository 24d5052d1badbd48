import { season, value, yearOnYear } from "@talent/core/measure/measure";
import type { SeriesPoint } from "@talent/core/observation/observation";
import { describe, expect, it } from "vitest";
import { watchedPoints } from "./watch-chart.ts";

const key = { indicator: "visas", area: "CHN", dimensions: {} };

function point(period: string, number: number | null, more: Partial<SeriesPoint> = {}): SeriesPoint {
  const rest = { low: null, high: null, n: null, bound: null, publishedOn: null, cause: "new_period", provenance: "official" } as const;
  return { id: period, period, value: number, status: "A", vintage: "2026-01-01T00:00:00.000Z", raw: String(number), ...rest, ...more };
}

const drawn = (points: readonly SeriesPoint[], more: Partial<Parameters<typeof watchedPoints>[0]> = {}) =>
  watchedPoints({ measure: value(key), periodKind: "year", points: () => points, ...more });

describe("the values of what is watched", () => {
  it("stand in the middle of their periods, in order, without those that are withdrawn", () => {
    expect(drawn([point("2024", 3), point("2022", 1), point("2023", null)])).toMatchObject([
      { at: "2022-07-02", label: "2022", value: 1, gapBefore: false },
      { at: "2024-07-02", label: "2024", value: 3, gapBefore: true },
    ]);
  });

  it("of a season stand for their year, and neighbouring years are joined", () => {
    const months = [2023, 2024, 2025].flatMap((year) => ["05", "06", "07", "08"].map((month) => point(`${year}-${month}`, year - 2000)));
    const measure = yearOnYear(season(value(key), { from: 5, to: 8 }));
    const made = drawn(months, { measure, periodKind: "month" });
    expect(made.map(({ label, gapBefore }) => [label, gapBefore])).toEqual([
      ["2024", false],
      ["2025", false],
    ]);
  });

  it("of a label stand where it was published", () => {
    expect(drawn([point("exam 2026", 5, { publishedOn: "2025-10-17" })], { periodKind: "exam" })).toMatchObject([
      { at: "2025-10-17", label: "exam 2026" },
    ]);
  });

  it("say where their definition changed, whether the source marks it or the catalogue does", () => {
    const marked = drawn([point("2022", 1), point("2023", 2, { status: "B" })]);
    const declared = drawn([point("2022", 1), point("2023", 2)], { breaksOf: () => [{ period: "2023", note: "another count" }] });
    for (const made of [marked, declared]) expect(made.map(({ status }) => status)).toEqual(["A", "B"]);
  });
});
