import { describe, expect, it } from "vitest";
import { readCurated } from "../../testing/curated-tables.ts";
import { source } from "./source.ts";

describe("cn-graduate-counts", () => {
  it("holds the ends of twenty years, and leaves gaps where no total was found", async () => {
    const { observations, refusals } = await readCurated(source);
    expect(refusals).toEqual([]);
    const regular = new Map(observations.filter((one) => one.indicator === "cn-graduates-regular").map((one) => [one.period, one.value]));
    expect([regular.get("1998"), regular.get("2000"), regular.get("2020"), regular.get("2025")]).toEqual([
      829_800, 949_800, 7_971_991, 11_051_000,
    ]);
    expect(["2013", "2014", "2023", "2024"].filter((year) => regular.has(year))).toEqual([]);
  });

  it("keeps forecasts apart from what happened", async () => {
    const { observations } = await readCurated(source);
    const forecasts = observations.filter((one) => one.status === "F");
    expect(new Set(forecasts.map((one) => one.indicator))).toEqual(new Set(["cn-graduates-forecast"]));
    expect(forecasts).toHaveLength(observations.filter((one) => one.indicator === "cn-graduates-forecast").length);
  });

  it("adds up where the table gives parts and whole", async () => {
    const { observations } = await readCurated(source);
    const of = (level: string, year: string) =>
      observations.find((one) => one.dimensions.level === level && one.period === year)?.value ?? Number.NaN;
    for (const year of ["2015", "2016", "2017", "2018", "2019", "2020", "2021"]) {
      expect(of("phd", year) + of("master", year), year).toBe(of("postgraduate", year));
    }
    for (const year of ["2015", "2016", "2017", "2019", "2020", "2021"]) {
      const total = observations.find((one) => one.indicator === "cn-graduates-regular" && one.period === year)?.value;
      expect(of("regular-normal", year) + of("regular-short-cycle", year), year).toBe(total);
    }
  });
});
