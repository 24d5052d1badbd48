import { describe, expect, it } from "vitest";
import { observationLines, readCurated } from "../../testing/curated-tables.ts";
import { source } from "./source.ts";

describe("rd-comparisons", () => {
  it("holds spending in comparable dollars and the state's part of it", async () => {
    const { observations, refusals } = await readCurated(source);
    expect(refusals).toEqual([]);
    expect(observationLines(observations)).toEqual([
      "rd-government-share CHN 2021 = 19",
      "rd-government-share USA 2021 = 19.9",
      "rd-spending-ppp CHN 2000 = 32.9",
      "rd-spending-ppp CHN 2010 = 212.16",
      "rd-spending-ppp CHN 2021 = 667.64",
      "rd-spending-ppp USA 2000 = 268.56",
      "rd-spending-ppp USA 2010 = 408.5",
      "rd-spending-ppp USA 2021 = 806.01",
    ]);
  });
});
