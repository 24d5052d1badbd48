import { describe, expect, it } from "vitest";
import { capitalize, codeWords, dimensionWords } from "./code-words.ts";

describe("codeWords", () => {
  it.each([
    ["regular-short-cycle", "regular short cycle"],
    ["top-0.5", "top 0.5"],
    ["B1/B2", "B1/B2"],
    ["F1", "F1"],
    ["phd", "PhD"],
    ["now-us-based", "now US based"],
    ["only-ever-in-china", "only ever in China"],
    ["se", "science and engineering"],
    ["constructor", "constructor"],
    ["cs.AI", "cs.AI"],
  ])("writes %s as %s", (code, words) => expect(codeWords(code)).toBe(words));
});

describe("dimensionWords", () => {
  it.each([
    ["visa_class", "visa class"],
    ["graduate-school", "graduate school"],
  ])("writes %s as %s", (name, words) => expect(dimensionWords(name)).toBe(words));
});

describe("capital", () => {
  it.each([
    ["regular short cycle", "Regular short cycle"],
    ["all", "All"],
    ["cs.AI", "cs.AI"],
    ["F1", "F1"],
    ["64 technologies", "64 technologies"],
  ])("begins %s as %s", (text, words) => expect(capitalize(text)).toBe(words));
});
