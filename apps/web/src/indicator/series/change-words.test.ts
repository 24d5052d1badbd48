import { describe, expect, it } from "vitest";
import { changeWords, revisedBy } from "./change-words.ts";

describe("changeWords", () => {
  it.each([
    [4.234, "percent", "+4.2%"],
    [-3.06, "percent", "\u22123.1%"],
    [0, "percent", "0%"],
    [0.034, "percent", "+0.03%"],
    [-0.001, "percent", "0%"],
    [1234.5, "percent", "+1,235%"],
    [2.5, "points", "+2.5 points"],
    [0.1 + 0.2, "points", "+0.3 points"],
    [-3, "places", "3 places up"],
    [1, "places", "1 place down"],
    [0, "places", "same place"],
  ] as const)("writes %d in %s as %s", (value, step, words) => expect(changeWords(value, step)).toBe(words));
});

describe("revisedBy", () => {
  it("says how far a number was moved", () => expect(revisedBy(200, 199)).toBe("\u22120.5%"));
  it("says nothing of a number taken back, from zero or kept", () =>
    expect([revisedBy(1, null), revisedBy(null, 1), revisedBy(0, 3), revisedBy(4, 4)]).toEqual([null, null, null, null]));
});
