import { describe, expect, it } from "vitest";
import { readCurated } from "../../testing/curated-tables.ts";
import { source } from "./source.ts";

describe("civil-service-exam", () => {
  it("gives the ratio that was printed for every exam with both numbers", async () => {
    const { observations, refusals } = await readCurated(source);
    expect(refusals).toEqual([]);
    const by = (indicator: string) =>
      new Map(observations.filter((one) => one.indicator === indicator).map((one) => [one.period, one.value ?? 0]));
    const posts = by("civil-service-posts");
    const ratios = [...by("civil-service-applicants")].flatMap(([exam, applicants]) => {
      const places = posts.get(exam);
      return places === undefined ? [] : [`${exam}: ${Math.round(applicants / places)}`];
    });
    const printed = { 2016: 50, 2018: 58, 2019: 95, 2021: 61, 2022: 68, 2023: 70, 2024: 77, 2025: 86, 2026: 98 };
    expect(ratios).toEqual(Object.entries(printed).map(([exam, ratio]) => `exam ${exam}: ${ratio}`));
  });

  it("reads no number that circulates without a publisher", async () => {
    const { observations } = await readCurated(source);
    const made = [1_277_200, 1_393_400, 1_402_940, 1_330_000, 1_372_590, 2_613_000, 1_948_000, 22_248, 14_537];
    expect(observations.filter((one) => made.includes(one.value ?? 0))).toEqual([]);
  });
});
