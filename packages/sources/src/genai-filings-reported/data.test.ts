import { describe, expect, it } from "vitest";
import { readCurated } from "../../testing/curated-tables.ts";
import { source } from "./source.ts";

describe("genai-filings-reported", () => {
  it("keeps filings and registrations as two running totals that never fall", async () => {
    const { observations, refusals } = await readCurated(source);
    expect(refusals).toEqual([]);
    const totals = (kind: string) => observations.filter((one) => one.dimensions.kind === kind).map((one) => one.value ?? Number.NaN);
    expect(totals("filing")).toEqual([8, 117, 302, 346, 490, 611, 748, 796, 868, 988]);
    expect(totals("registration")).toEqual([105, 240, 306, 435, 530]);
  });
});
