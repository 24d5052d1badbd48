import { indicatorById } from "@talent/catalog/indicators/all";
import type { ShownPoint } from "@talent/db/read/observations/versions";
import { describe, expect, it } from "vitest";
import { indicatorRow, newestSettled } from "./indicator-row.ts";
import type { ListedIndicator } from "./load.ts";

const point = (period: string, value: number | null, more: Partial<ShownPoint> = {}): ShownPoint =>
  ({
    id: `id-${period}`,
    period,
    value,
    status: "A",
    bound: null,
    publishedOn: null,
    vintage: "2025-01-01T00:00:00.000Z",
    ...more,
  }) as ShownPoint;

describe("the newest value of a list", () => {
  it("is the last that is stated, no forecast and no longer being filled in", () => {
    const points = [point("2022", 1), point("2023", 2), point("2024", 3), point("2025", 4), point("2026", 9, { status: "F" })];
    expect(newestSettled(points, 0).period).toBe("2025");
    expect(newestSettled(points, 2).period).toBe("2023");
  });
  it("is a forecast, a withdrawn or an open one only where there is nothing else", () => {
    expect(newestSettled([point("2026", 9, { status: "F" })], 0).period).toBe("2026");
    expect(newestSettled([point("2022", 1), point("2023", null)], 0).period).toBe("2022");
    expect(newestSettled([point("2024", 3)], 2).period).toBe("2024");
  });
  it("may be a withheld one, which is there and not shown", () =>
    expect(newestSettled([point("2022", 1), point("2023", null, { withheld: "counts" })], 0).period).toBe("2023"));
});

describe("a row of the list", () => {
  const indicator = indicatorById("us-visas-issued-annual");
  const key = { indicator: indicator.id, area: "CHN", dimensions: { visa_class: "F1" } };
  const source = { id: "s", record: { publisher: { name: "<Publisher>" }, cadence: {} } } as unknown as ListedIndicator["source"];
  const axes = { indicator: indicator.id, series: 2, areas: ["CHN", "IND"], dimensions: [] };
  const row = (more: Partial<ListedIndicator>, as_of?: string) =>
    indicatorRow({ indicator, source, axes, series: [{ key, name: "China", points: [] }], ...more }, { as_of }).markup;

  it("marks an indicator whose source is not built", () => {
    expect(row({ source: null, axes: null, series: [] })).toContain("awaiting its source");
    expect(row({})).not.toContain("awaiting");
  });
  it("links its values to their evidence at the same as-of, and escapes what a publisher is called", () => {
    const markup = row({ series: [{ key, name: "China", points: [point("FY2023", 85950), point("FY2024", 82654)] }] }, "2025-02-10");
    expect(markup).toContain('<a href="/evidence/id-FY2024?as_of=2025-02-10">82,654</a>');
    expect(markup).toContain("&lt;Publisher&gt;");
    expect(markup).toContain("<svg");
  });
  it("says so when nothing was known by then, and does not count areas of later days", () => {
    expect(row({}, "1999-01-01")).toContain("Nothing was known of it by then.");
    expect(row({}, "1999-01-01")).not.toContain("2 areas");
    expect(row({})).toContain("2 areas.");
  });
  it("shows that a value is withheld, and draws none", () => {
    const withheld = row({ series: [{ key, name: "China", points: [point("FY2024", null, { withheld: "counts" })] }] });
    expect(withheld).toContain(">withheld</a>");
    expect(withheld).not.toContain("<svg");
  });
});
