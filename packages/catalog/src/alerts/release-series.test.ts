import { describe, expect, it } from "vitest";
import { indicatorById } from "../indicators/all.ts";
import { heardBy } from "./release-series.ts";
import { LATE_SOURCES } from "./sources.ts";

describe("the series by which a source is heard", () => {
  it("are its own, each once, for every source whose silence is told", () => {
    for (const { watch } of LATE_SOURCES) {
      if (watch.kind !== "source") throw new Error("a late source is no source");
      const series = heardBy(watch.source);
      expect(series.length, watch.source).toBeGreaterThan(0);
      expect(new Set(series.map(({ indicator }) => indicatorById(indicator)?.source))).toEqual(new Set([watch.source]));
      expect(new Set(series.map((key) => JSON.stringify(key))).size).toBe(series.length);
    }
  });
  it("are those of primary readings where there are any", () => {
    const [first] = heardBy("macropolo-talent");
    expect(first?.indicator).toBeDefined();
    expect(heardBy("qs-rankings").map(({ indicator }) => indicator)).not.toEqual([]);
  });
  it("are none of a source nobody has heard of", () => {
    expect(heardBy("nobody")).toEqual([]);
  });
});
