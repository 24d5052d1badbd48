import { describe, expect, it } from "vitest";
import { observationLines, readCurated } from "../../testing/curated-tables.ts";
import { source } from "./source.ts";

describe("ai-companies-reported", () => {
  it("keeps officials' figures as lower bounds where they said more than", async () => {
    const { observations, refusals } = await readCurated(source);
    expect(refusals).toEqual([]);
    expect(observationLines(observations.filter((one) => one.indicator === "ai-enterprises"))).toEqual([
      "ai-enterprises CHN year 2020 = 1454",
      "ai-enterprises CHN 2022-06 = >= 3000",
      "ai-enterprises CHN 2023-06 = >= 4400",
      "ai-enterprises CHN 2024-03 = >= 4500",
      "ai-enterprises CHN year 2025 = >= 6200",
      "ai-enterprises CHN 2025-09 = >= 5000",
    ]);
  });

  it("reads no investment figure that circulates without a publisher", async () => {
    const { observations } = await readCurated(source);
    const investment = observations.filter((one) => one.indicator === "ai-private-investment" && one.area === "USA");
    expect(investment.map((one) => one.value)).toEqual([67.2, 109.1, 285.9]);
  });
});
