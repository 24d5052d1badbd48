import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InvalidRow } from "../capture/errors.ts";
import { parseSeriesId, seriesId } from "./series.ts";

const part = fc.stringMatching(/^[a-zA-Z0-9/_. -]{1,12}$/);
const key = fc.record({ indicator: part, area: part, dimensions: fc.dictionary(part, part, { maxKeys: 3 }) });

describe("series ids", () => {
  it("sorts dimensions, so that their order makes no other series", () => {
    const id = seriesId({ indicator: "se-first-degrees", area: "CHN", dimensions: { level: "all", field: "engineering" } });
    expect(id).toBe("se-first-degrees|CHN|field=engineering;level=all");
    expect(seriesId({ indicator: "graduates", area: "USA", dimensions: {} })).toBe("graduates|USA|");
  });

  it("keeps classes with a slash apart", () => {
    expect(parseSeriesId("us-visas|CHN|visa_class=B1/B2").dimensions).toEqual({ visa_class: "B1/B2" });
  });

  it("round trips", () => {
    fc.assert(
      fc.property(key, (series) => {
        expect(parseSeriesId(seriesId(series))).toEqual({ ...series, dimensions: { ...series.dimensions } });
      }),
    );
  });

  it.each(["", "a", "a|b", "a|b|c", "a|b|c=", "a|b|c=d=e", "a|b|z=1;a=2", "a|b|c=d|e", "|b|c=d", "a|b|c=d;"])("refuses %j", (text) => {
    expect(() => parseSeriesId(text)).toThrow(InvalidRow);
  });

  it("refuses parts that would make two series share an id", () => {
    expect(() => seriesId({ indicator: "a", area: "b|c", dimensions: {} })).toThrow(InvalidRow);
    expect(() => seriesId({ indicator: "a", area: "b", dimensions: { c: "d;e" } })).toThrow(InvalidRow);
    expect(() => seriesId({ indicator: "a", area: "b", dimensions: { c: "" } })).toThrow(InvalidRow);
  });
});
