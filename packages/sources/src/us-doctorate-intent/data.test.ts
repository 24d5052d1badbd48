import { describe, expect, it } from "vitest";
import { readCurated } from "../../testing/curated-tables.ts";
import { source } from "./source.ts";

describe("us-doctorate-intent", () => {
  it("holds seven years of stated intention", async () => {
    const { observations, refusals } = await readCurated(source);
    expect(refusals).toEqual([]);
    expect(observations.map((one) => one.value)).toEqual([83.3, 79.4, 79.2, 80.1, 73.8, 76.7, 77.5]);
    expect(observations.map((one) => one.period)).toEqual(["2017", "2018", "2019", "2020", "2021", "2022", "2023"]);
  });
});
