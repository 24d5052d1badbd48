import { describe, expect, it } from "vitest";
import { observationLines, readCurated } from "../../testing/curated-tables.ts";
import { source } from "./source.ts";

describe("ai-research-reported", () => {
  it("holds papers by country, and those of both countries beside them", async () => {
    const { observations, refusals } = await readCurated(source);
    expect(refusals).toEqual([]);
    const papers = observations.filter((one) => one.indicator === "neurips-papers-reported" && one.period === "2024");
    expect(observationLines(papers)).toEqual([
      "neurips-papers-reported CHN 2024 = 1710",
      "neurips-papers-reported CHN USA 2024 = 742",
      "neurips-papers-reported USA 2024 = 2306",
    ]);
  });

  it("states that no mainland university was in the top hundred of 2015: zero, not missing", async () => {
    const { observations } = await readCurated(source);
    const ranked = observations.filter((one) => one.indicator === "universities-top100-reported" && one.area === "CHN");
    expect(ranked.map((one) => one.value)).toEqual([0, 2, 3, 13]);
  });
});
