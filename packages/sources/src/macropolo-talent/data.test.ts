import { describe, expect, it } from "vitest";
import { countRowsOfQuality, observationLines, readCurated } from "../../testing/curated-tables.ts";
import { source } from "./source.ts";

describe("macropolo-talent", () => {
  it("holds the shares of the top fifth in 2022, with the size of the sample", async () => {
    const { observations, refusals } = await readCurated(source);
    expect(refusals).toEqual([]);
    const fifth = observations.filter((one) => one.dimensions.tier === "top-20" && one.period === "2022");
    expect(observationLines(fifth)).toEqual([
      "top-ai-talent-origin CHN top-20 2022 = 47",
      "top-ai-talent-origin IND top-20 2022 = 5",
      "top-ai-talent-origin USA top-20 2022 = 18",
      "top-ai-talent-workplace CHN top-20 2022 = 28",
      "top-ai-talent-workplace USA top-20 2022 = 42",
    ]);
    expect(new Set(fifth.map((one) => one.n))).toEqual(new Set([867]));
  });

  it("holds back the two shares by workplace that were never seen printed", async () => {
    const { observations } = await readCurated(source);
    const workplaces = observations.filter((one) => one.indicator === "top-ai-talent-workplace" && one.dimensions.tier !== "top-20");
    expect(observationLines(workplaces)).toEqual([
      "top-ai-talent-workplace CHN top-2 2022 = 12",
      "top-ai-talent-workplace USA top-0.5 2019 = 65",
    ]);
    expect(await countRowsOfQuality(source, "recalled")).toBe(2);
  });
});
