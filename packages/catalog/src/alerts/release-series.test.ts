import { describe, expect, it } from "vitest";
import { indicatorById } from "../indicators/all.ts";
import { releaseSeriesOf } from "./release-series.ts";
import { builtInRules } from "./source-rules.ts";

describe("the series that show a release of a source", () => {
  it("are its own, each once, for every source whose silence is reported", () => {
    const late = builtInRules([]).filter(({ id }) => id.startsWith("late-"));
    expect(late).not.toEqual([]);
    for (const { watch } of late) {
      if (watch.kind !== "source") throw new Error("a late source is no source");
      const series = releaseSeriesOf(watch.source);
      expect(series.length, watch.source).toBeGreaterThan(0);
      expect(new Set(series.map(({ indicator }) => indicatorById(indicator)?.source))).toEqual(new Set([watch.source]));
      expect(new Set(series.map((key) => JSON.stringify(key))).size).toBe(series.length);
    }
  });
  it("are those of primary readings where there are any", () => {
    const [first] = releaseSeriesOf("macropolo-talent");
    expect(first?.indicator).toBeDefined();
    expect(releaseSeriesOf("qs-rankings").map(({ indicator }) => indicator)).not.toEqual([]);
  });
  it("are none of an unknown source", () => {
    expect(releaseSeriesOf("nobody")).toEqual([]);
  });
});
