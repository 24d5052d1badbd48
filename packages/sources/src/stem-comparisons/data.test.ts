import { describe, expect, it } from "vitest";
import { observationLines, readCurated } from "../../testing/curated-tables.ts";
import { source } from "./source.ts";

describe("stem-comparisons", () => {
  it("holds the graduates of 2020 and the doctorates of 2019", async () => {
    const { observations, refusals } = await readCurated(source);
    expect(refusals).toEqual([]);
    expect(observationLines(observations.filter((one) => one.status !== "F"))).toEqual([
      "stem-graduates CHN all-tertiary 2020 = 3570000",
      "stem-graduates IND all-tertiary 2020 = 2550000",
      "stem-graduates USA all-tertiary 2020 = 820000",
      "stem-graduates-share CHN all-tertiary 2020 = >= 40",
      "stem-phds CHN 2019 = 49498",
      "stem-phds USA 2019 = 33759",
    ]);
  });

  it("marks the projections of 2025 as such", async () => {
    const { observations } = await readCurated(source);
    expect(observationLines(observations.filter((one) => one.status === "F"))).toEqual([
      "stem-phds CHN 2025 = 77179",
      "stem-phds USA 2025 = 39959",
    ]);
  });
});
