import { describe, expect, it } from "vitest";
import { observationLines, readCurated } from "../../testing/curated-tables.ts";
import { source } from "./source.ts";

describe("us-students-reported", () => {
  it("keeps practical training as a part of the total, in a series of its own", async () => {
    const { observations, refusals } = await readCurated(source);
    expect(refusals).toEqual([]);
    const chinese = observations.filter((one) => one.indicator === "students-open-doors" && one.area === "CHN");
    expect(observationLines(chinese)).toEqual([
      "students-open-doors CHN AY2023-24 = 277398",
      "students-open-doors CHN AY2024-25 = 265919",
      "students-open-doors CHN opt AY2023-24 = 61552",
    ]);
  });

  it("holds the one year of refusals under the proclamation", async () => {
    const { observations } = await readCurated(source);
    expect(observationLines(observations.filter((one) => one.indicator === "p10043-refusals"))).toEqual([
      "p10043-refusals CHN overcome FY2021 = 47",
      "p10043-refusals CHN refused FY2021 = 1964",
    ]);
  });
});
