import { describe, expect, it } from "vitest";
import { readCurated } from "../../testing/curated-tables.ts";
import { source } from "./source.ts";

describe("us-doctorate-stay", () => {
  it("holds the five-year rate from 2003 to 2021 and two ten-year rates", async () => {
    const { observations, refusals } = await readCurated(source);
    expect(refusals).toEqual([]);
    const five = observations.filter((one) => one.dimensions.horizon === "5y");
    expect(five.map((one) => [one.period, one.value])).toEqual([
      ["2003", 93],
      ["2005", 95],
      ["2007", 94],
      ["2009", 89],
      ["2011", 85],
      ["2013", 84],
      ["2015", 85],
      ["2017", 83],
      ["2021", 88],
    ]);
    expect(observations).toHaveLength(five.length + 2);
  });
});
