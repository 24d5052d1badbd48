import { describe, expect, it } from "vitest";
import { observationLines, readCurated } from "../../testing/curated-tables.ts";
import { source } from "./source.ts";

describe("policy-events", () => {
  it("holds two acts on the day each took effect, in the area of the state that acted", async () => {
    const { observations, refusals } = await readCurated(source);
    expect(refusals).toEqual([]);
    expect(observationLines(observations)).toEqual([
      "policy-in-force CHN ai-plan-2017 2017-07-20 = 1",
      "policy-in-force USA proclamation-10043 2020-06-01 = 1",
    ]);
    expect(observations.map((one) => one.knownFrom?.at.slice(0, 10))).toEqual(["2017-07-20", "2020-06-04"]);
  });
});
