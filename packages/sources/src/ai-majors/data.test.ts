import { describe, expect, it } from "vitest";
import { countRowsOfQuality, readCurated } from "../../testing/curated-tables.ts";
import { source } from "./source.ts";

describe("ai-majors", () => {
  it("adds four batches of the AI major to the printed sum, and never reads the three from memory", async () => {
    const { observations, refusals } = await readCurated(source);
    expect(refusals).toEqual([]);
    const batches = observations.filter((one) => one.indicator === "ai-major-approvals");
    expect(batches.map((one) => one.period)).toEqual(["batch 2018", "batch 2019", "batch 2020", "batch 2021"]);
    const sum = observations.find((one) => one.indicator === "ai-major-approvals-cumulative" && one.period === "batch 2021");
    expect(batches.reduce((total, one) => total + (one.value ?? Number.NaN), 0)).toBe(sum?.value);
    expect(await countRowsOfQuality(source, "recalled")).toBe(3);
  });

  it("gives 1,482 for AI and the majors near it in batches 2018 to 2021", async () => {
    const { observations } = await readCurated(source);
    const near = observations.filter((one) => one.indicator === "ai-family-major-approvals" && one.period !== "batch 2017");
    expect(near.reduce((total, one) => total + (one.value ?? Number.NaN), 0) + 440).toBe(1_482);
  });
});
