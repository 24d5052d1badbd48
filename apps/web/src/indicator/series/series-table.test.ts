import { INDICATORS, indicatorById } from "@talent/catalog/indicators/all";
import { describe, expect, it } from "vitest";
import type { PickedSeries } from "../load.ts";
import { offeredViews, plottedPoints, seriesInView } from "./plotted.ts";
import { newestPoints, type ObservationVersion } from "./points.ts";
import { bareValue, periodsOf, seriesTable } from "./series-table.ts";

const stated = (period: string, value: number | null, more: Partial<ObservationVersion> = {}): ObservationVersion =>
  ({
    id: `id-${period}-${more.vintage ?? "1"}`,
    period,
    value,
    unit: "visas",
    status: "A",
    vintage: "2025-01-01T00:00:00.000Z",
    publishedOn: null,
    ...more,
  }) as ObservationVersion;

function series(name: string, versions: readonly ObservationVersion[], filling: readonly string[] = []): PickedSeries {
  const key = { indicator: "us-visas-issued-annual", area: "CHN", dimensions: {} };
  return { key, name, versions, points: newestPoints(versions), filling: new Set(filling) };
}

const table = (list: readonly PickedSeries[], view: "level" | "yoy" | "index" = "level", base: string | null = null) =>
  seriesTable({ seen: seriesInView(list, view, "percent", base), view, step: "percent", carried: { as_of: "2026-01-01" } }).markup;

describe("the table of an indicator", () => {
  const china = series("China", [
    stated("FY2022", 100),
    stated("FY2023", 80, { status: "P" }),
    stated("FY2023", 90, { vintage: "2025-06-01T00:00:00.000Z" }),
  ]);

  it("has every period of every series, the newest first, and says where there is no number", () => {
    const other = series("<India>", [stated("FY2024", 5)]);
    expect(periodsOf(seriesInView([china, other], "level", "percent", null)).map((period) => period.id)).toEqual([
      "FY2024",
      "FY2023",
      "FY2022",
    ]);
    const markup = table([china, other]);
    expect(markup).toContain("&lt;India&gt;");
    expect(markup.match(/no number/g)).toHaveLength(3);
  });

  it("leads from each number to its evidence, at the same as-of, and says how often it was stated", () => {
    expect(table([china])).toContain('<a href="/evidence/id-FY2023-2025-06-01T00:00:00.000Z?as_of=2026-01-01">90</a>');
    expect(table([china])).toContain("2 versions");
  });

  it("names both numbers of a comparison, and why there is none", () => {
    const markup = table([china], "yoy");
    expect(markup).toContain("<strong>\u221210%</strong>");
    expect(markup.match(/\/evidence\//g)).toHaveLength(3);
    expect(markup).toContain("no value a year before");
    expect(table([china], "index", "FY2022")).toContain("<strong>90</strong>");
  });

  it("says of a value that it is provisional, a break, still being filled in", () => {
    const marks = table([series("China", [stated("FY2022", 1, { status: "B" }), stated("FY2023", 2, { status: "P" })], ["FY2023"])]);
    for (const words of ["break in the series", "provisional", "still being filled in"]) expect(marks).toContain(words);
  });
});

describe("a bare value", () => {
  it.each([
    [{ value: 82654, unit: "visas" }, "82,654"],
    [{ value: -2.5, unit: "points" }, "\u22122.5"],
    [{ value: 20, unit: "firms", bound: "lower" }, "at least 20"],
    [{ value: null, unit: "visas" }, "withdrawn"],
    [{ value: null, unit: "rank", withheld: "counts" }, "withheld"],
    [{ value: 1, unit: "in force" }, "in force"],
  ] as const)("of %o is %s", (given, words) => expect(bareValue(given)).toBe(words));
});

describe("what a chart draws", () => {
  it("leaves out what is withheld or withdrawn, and marks the gap", () => {
    const points = plottedPoints(
      seriesInView(
        [series("x", [stated("FY2020", 1), stated("FY2021", null), stated("FY2022", 3), stated("FY2023", 9, { withheld: "counts" })])],
        "level",
        "percent",
        null,
      )[0] as Parameters<typeof plottedPoints>[0],
    );
    expect(points.map((point) => [point.label, point.value, point.gapBefore])).toEqual([
      ["FY2020", 1, false],
      ["FY2022", 3, true],
    ]);
  });

  it("does not join months of a seasonal series that are no neighbours", () => {
    const months = series("x", [stated("2024-01", 1), stated("2024-02", 2), stated("2024-08", 30)]);
    const [seen] = seriesInView([months], "level", "percent", null);
    const apart = (seasonal: boolean) => plottedPoints(seen as NonNullable<typeof seen>, seasonal).map((point) => point.apart === true);
    expect([apart(true), apart(false)]).toEqual([
      [false, false, true],
      [false, false, false],
    ]);
  });

  const two = series("x", [stated("FY2020", 1), stated("FY2021", 2)]);
  const visas = indicatorById("us-visas-issued-annual");

  it("offers a comparison only where two numbers compare", () => {
    expect(offeredViews(visas, [series("x", [stated("FY2020", 1)])], "FY2020")).toEqual(["level"]);
    expect(offeredViews(visas, [series("x", [stated("FY2020", 1), stated("FY2022", 2)])], "FY2020")).toEqual(["level", "index"]);
    expect(offeredViews(visas, [two], "FY2020")).toEqual(["level", "yoy", "index"]);
  });

  it("offers no comparison that would mislead, though two numbers are there", () => {
    for (const indicator of INDICATORS) {
      const offered = offeredViews(indicator, [two], "FY2020");
      if (indicator.seasonal) expect(offered).not.toContain("index");
      if (indicator.cumulative) expect(offered).toEqual(["level"]);
      if (indicator.unit.startsWith("percent")) expect(offered).not.toContain("index");
    }
  });
});
