import { describe, expect, it } from "vitest";
import { readCurated } from "../../testing/curated-tables.ts";
import { source } from "./source.ts";

describe("deepseek-team", () => {
  it("gives the printed shares from the printed counts, and leaves out the count that does not fit", async () => {
    const { observations, refusals } = await readCurated(source);
    expect(refusals).toEqual([]);
    const counts = new Map(observations.map((one) => [one.dimensions.measure, one.value ?? Number.NaN]));
    const share = (measure: string) => Math.round((100 * (counts.get(measure) ?? Number.NaN)) / (counts.get("with-affiliation-data") ?? 0));
    expect([share("any-us-affiliation"), share("only-ever-in-china"), share("now-china-based")]).toEqual([24, 55, 85]);
    expect([...counts.values()]).not.toContain(197);
  });
});
