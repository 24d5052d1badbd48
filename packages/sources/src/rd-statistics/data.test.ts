import { describe, expect, it } from "vitest";
import { readCurated } from "../../testing/curated-tables.ts";
import { source } from "./source.ts";

describe("rd-statistics", () => {
  it("keeps every printing of a year as its own vintage", async () => {
    const { observations, refusals } = await readCurated(source);
    expect(refusals).toEqual([]);
    const printings = observations.filter((one) => one.indicator === "rd-intensity-nbs" && one.period === "2022");
    expect(printings.map((one) => [one.value, one.publishedOn, one.status])).toEqual([
      [2.55, "2023-02-28", "P"],
      [2.54, "2023-09-18", "A"],
      [2.56, "2024-10-02", "A"],
    ]);
  });

  it("holds back the February estimate of 2024, known from memory only", async () => {
    const { observations } = await readCurated(source);
    const spending = observations.filter((one) => one.indicator === "rd-spending" && one.period === "2024");
    expect(spending.map((one) => one.value)).toEqual([36_326.8]);
  });
});
