import { describe, expect, it } from "vitest";
import { statedValue } from "../../testing/documents.ts";
import { checkParts } from "./implausible.ts";

const LEVELS = { kind: "sum", indicator: "heads", over: "level", whole: "all", tolerance: 0.01 } as const;
const level = (code: string, value: number | null, area = "CHN") => statedValue(area, "2020", value, { dimensions: { level: code } });

describe("parts against their whole", () => {
  it("are held with it when they do not make it, because which is wrong cannot be determined", () => {
    const document = [level("all", 100), level("master", 60), level("phd", 45), level("all", 100, "USA"), level("master", 99.5, "USA")];
    const found = checkParts([LEVELS], document);
    expect(found.map((one) => one.observation)).toEqual(document.slice(0, 3));
    expect(found[0]).toMatchObject({
      check: "parts_differ",
      previous: 105,
      reason: "level all of heads CHN 2020 is 100 and its parts add up to 105",
    });
  });
  it("are those declared, and all of them have to be there", () => {
    const rule = { ...LEVELS, parts: ["master", "phd"] };
    expect(checkParts([rule], [level("all", 100), level("master", 60), level("phd", 40), level("other", 7)])).toEqual([]);
    expect(checkParts([rule], [level("all", 100), level("master", 60)])).toEqual([]);
    expect(checkParts([rule], [level("all", 100), level("master", 60), level("phd", 30)])).toHaveLength(3);
  });
  it("may be areas of the world", () => {
    const rule = { kind: "sum", indicator: "heads", over: "area", whole: "WLD", tolerance: 0 } as const;
    const world = (sum: number) => [
      statedValue("WLD", "2020", sum),
      statedValue("CHN", "2020", 40),
      statedValue("USA", "2020", 2),
      statedValue("CHN", "2019", 9),
    ];
    expect(checkParts([rule], world(42))).toEqual([]);
    expect(checkParts([rule], world(43)).map((one) => one.observation.area)).toEqual(["WLD", "CHN", "USA"]);
  });
  it("are not checked without a whole, without a part, or with a number missing", () => {
    expect(checkParts([LEVELS], [level("master", 60), level("phd", 40)])).toEqual([]);
    expect(checkParts([LEVELS], [level("all", 60)])).toEqual([]);
    expect(checkParts([LEVELS], [level("all", 100), level("master", null), level("phd", 3)])).toEqual([]);
  });
  it("may be another indicator that is never more than the whole", () => {
    const rule = { kind: "within", part: "top50", whole: "top100", tolerance: 0 } as const;
    const counts = (top50: number) => [
      statedValue("CHN", "edition 2024", top50, { indicator: "top50" }),
      statedValue("CHN", "edition 2024", 6, { indicator: "top100" }),
    ];
    expect(checkParts([rule], counts(6))).toEqual([]);
    expect(checkParts([rule], counts(7)).map((one) => [one.observation.indicator, one.previous])).toEqual([
      ["top50", 6],
      ["top100", 7],
    ]);
  });
});
