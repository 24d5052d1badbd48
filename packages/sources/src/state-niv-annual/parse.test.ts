import { describe, expect, it } from "vitest";
import { exchangeOf, readSnapshot, valuesByPeriod } from "../../testing/exchanges.ts";
import { columnOf, editedWorkbook, fixtureWorkbook, landingPage, rowOf, VISAS, WORKBOOK_URL } from "../../testing/niv-annual-workbook.ts";
import { source } from "./source.ts";
import { LANDING_URL } from "./workbook-link.ts";

describe("state-niv-annual reads the workbook", () => {
  it("gives China's students by fiscal year, whatever the sheet order and wherever the column stands", async () => {
    const { observations, refusals } = await readSnapshot(source, exchangeOf(WORKBOOK_URL, fixtureWorkbook));
    expect(refusals).toEqual([]);
    expect(valuesByPeriod(observations, VISAS, "CHN", { visa_class: "F1" })).toMatchObject({
      FY1997: 11909,
      FY2014: 244927,
      FY2018: 98904,
      FY2019: 105775,
      FY2021: 90310,
      FY2024: 82654,
    });
  });

  it("writes class codes in one way: B-1,2 of old and B1/B2 of now are one series, and the printed total is `all`", async () => {
    const { observations } = await readSnapshot(source, exchangeOf(WORKBOOK_URL, fixtureWorkbook));
    expect(Object.keys(valuesByPeriod(observations, VISAS, "IND", { visa_class: "B1/B2" }))).toHaveLength(28);
    expect(new Set(observations.map((seen) => seen.dimensions.visa_class))).toEqual(
      new Set(["B1/B2", "F1", "H1B", "J1", "M2", "BCC", "all"]),
    );
  });

  it("takes `China - Taiwan` and `Taiwan` as one area, apart from the mainland", async () => {
    const { observations } = await readSnapshot(source, exchangeOf(WORKBOOK_URL, fixtureWorkbook));
    const taiwan = valuesByPeriod(observations, VISAS, "TWN", { visa_class: "F1" });
    expect([taiwan.FY1997, Object.keys(taiwan).length]).toEqual([14794, 28]);
  });

  it("marks FY2019 as a break and no other year", async () => {
    const { observations } = await readSnapshot(source, exchangeOf(WORKBOOK_URL, fixtureWorkbook));
    expect(new Set(observations.filter((seen) => seen.status === "B").map((seen) => seen.period))).toEqual(new Set(["FY2019"]));
    expect(observations.filter((seen) => seen.period === "FY2019").every((seen) => seen.status === "B")).toBe(true);
  });

  it("keeps the printed fraction of FY2015 and reads the text '0' of FY2021 as zero", async () => {
    const { observations } = await readSnapshot(source, exchangeOf(WORKBOOK_URL, fixtureWorkbook));
    const georgia = valuesByPeriod(observations, VISAS, "GEO", { visa_class: "M2" });
    expect([georgia.FY2015, georgia.FY2021]).toEqual([0.24, 0]);
    const cell = observations.find((seen) => seen.area === "GEO" && seen.period === "FY2021" && seen.dimensions.visa_class === "M2");
    expect(cell).toMatchObject({ raw: "0", locator: { kind: "xlsx", sheet: "FY21" } });
  });

  it("gives the printed grand total as the world, and no regional total", async () => {
    const { observations } = await readSnapshot(source, exchangeOf(WORKBOOK_URL, fixtureWorkbook));
    const students = (area: string) => valuesByPeriod(observations, VISAS, area, { visa_class: "F1" }).FY2024 ?? 0;
    expect(students("WLD")).toBe(students("CHN") + students("TWN") + students("IND") + students("GEO"));
    expect(new Set(observations.map((seen) => seen.area))).toEqual(new Set(["CHN", "TWN", "IND", "GEO", "WLD"]));
  });

  it("leaves a blank cell without a number, never zero", async () => {
    const blank = await editedWorkbook((grids) => {
      const row = rowOf(grids.FY24, "Georgia");
      row[columnOf(grids.FY24, "M2")] = null;
      return undefined;
    });
    const { observations, refusals } = await readSnapshot(source, blank);
    expect(refusals).toEqual([]);
    expect(valuesByPeriod(observations, VISAS, "GEO", { visa_class: "M2" })).not.toHaveProperty("FY2024");
    expect(valuesByPeriod(observations, VISAS, "GEO", { visa_class: "M2" }).FY2023).toBe(0);
  });

  it("reads sheets in any order and columns in any order", async () => {
    const shuffled = await editedWorkbook((grids) =>
      Object.fromEntries(
        Object.entries(grids)
          .reverse()
          .map(([name, grid]) => [name, grid.map((row) => (row.length > 1 ? [row[0] ?? null, ...row.slice(1).reverse()] : row))]),
      ),
    );
    const { observations, refusals } = await readSnapshot(source, shuffled);
    expect(refusals).toEqual([]);
    const before = (await readSnapshot(source, exchangeOf(WORKBOOK_URL, fixtureWorkbook))).observations;
    const keyed = (list: typeof before) =>
      list.map((seen) => `${seen.area} ${seen.dimensions.visa_class} ${seen.period} ${seen.value}`).sort();
    expect(keyed(observations)).toEqual(keyed(before));
  });

  it("finds the workbook on the landing page by its pattern and reads no number there", async () => {
    const landing = exchangeOf(LANDING_URL, landingPage, { headers: { "content-type": "text/html" } });
    expect(source.discover?.([landing])).toMatchObject([{ url: WORKBOOK_URL }]);
    expect(await readSnapshot(source, landing)).toEqual({ exchange: 0, observations: [], refusals: [] });
  });
});
