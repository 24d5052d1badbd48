import { describe, expect, it } from "vitest";
import { statedDocument } from "../../testing/documents.ts";
import { partsExceedingWhole } from "./implausible.ts";

const LEVELS = { kind: "sum", indicator: "heads", over: "level", whole: "all", tolerance: 0.01 } as const;
const level = (code: string, value: number | null, area = "CHN") => statedDocument(area, "2020", value, { dimensions: { level: code } });

describe("parts against their whole", () => {
  it("are held with it when they do not make it, because which is wrong cannot be told", () => {
    const document = [level("all", 100), level("master", 60), level("phd", 45), level("all", 100, "USA"), level("master", 99.5, "USA")];
    const found = partsExceedingWhole([LEVELS], document);
    expect(found.map((one) => one.observation)).toEqual(document.slice(0, 3));
    expect(found[0]).toMatchObject({
      check: "parts_differ",
      previous: 105,
      reason: "level all of heads CHN 2020 is 100 and its parts add up to 105",
    });
  });
  it("are those declared, and all of them have to be there", () => {
    const rule = { ...LEVELS, parts: ["master", "phd"] };
    expect(partsExceedingWhole([rule], [level("all", 100), level("master", 60), level("phd", 40), level("other", 7)])).toEqual([]);
    expect(partsExceedingWhole([rule], [level("all", 100), level("master", 60)])).toEqual([]);
    expect(partsExceedingWhole([rule], [level("all", 100), level("master", 60), level("phd", 30)])).toHaveLength(3);
  });
  it("may be areas of the world", () => {
    const rule = { kind: "sum", indicator: "heads", over: "area", whole: "WLD", tolerance: 0 } as const;
    const world = (sum: number) => [
      statedDocument("WLD", "2020", sum),
      statedDocument("CHN", "2020", 40),
      statedDocument("USA", "2020", 2),
      statedDocument("CHN", "2019", 9),
    ];
    expect(partsExceedingWhole([rule], world(42))).toEqual([]);
    expect(partsExceedingWhole([rule], world(43)).map((one) => one.observation.area)).toEqual(["WLD", "CHN", "USA"]);
  });
  it("are not judged without a whole, without a part, or with a number missing", () => {
    expect(partsExceedingWhole([LEVELS], [level("master", 60), level("phd", 40)])).toEqual([]);
    expect(partsExceedingWhole([LEVELS], [level("all", 60)])).toEqual([]);
    expect(partsExceedingWhole([LEVELS], [level("all", 100), level("master", null), level("phd", 3)])).toEqual([]);
  });
  it("may be another indicator that is never more than the whole", () => {
    const rule = { kind: "within", part: "top50", whole: "top100", tolerance: 0 } as const;
    const counts = (top50: number) => [
      statedDocument("CHN", "edition 2024", top50, { indicator: "top50" }),
      statedDocument("CHN", "edition 2024", 6, { indicator: "top100" }),
    ];
    expect(partsExceedingWhole([rule], counts(6))).toEqual([]);
    expect(partsExceedingWhole([rule], counts(7)).map((one) => [one.observation.indicator, one.previous])).toEqual([
      ["top50", 6],
      ["top100", 7],
    ]);
  });
});
