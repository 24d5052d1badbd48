import { describe, expect, it } from "vitest";
import { formatTick, formatValue } from "./format-value.ts";

describe("formatValue", () => {
  it.each([
    [4.354, "x", "4.35×"],
    [8, "x", "8×"],
    [47, "%", "47%"],
    [47.25, "%", "47.25%"],
    [0.5, "%", "0.5%"],
    [2_833_750, "persons", "2,833,750"],
    [-3.25, "points", "\u22123.25"],
    [0, "%", "0%"],
    [Number.POSITIVE_INFINITY, "x", "∞"],
  ])("writes %d %s as %s", (value, unit, text) => expect(formatValue(value, unit)).toBe(text));
});

describe("formatTick", () => {
  it.each([
    [12_000_000, "persons", "12 m"],
    [1_500_000, "persons", "1.5 m"],
    [250_000, "persons", "250 k"],
    [9_000, "persons", "9,000"],
    [50, "%", "50%"],
  ])("writes %d %s as %s", (value, unit, text) => expect(formatTick(value, unit)).toBe(text));
});
