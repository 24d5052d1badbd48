import { describe, expect, it } from "vitest";
import { intervalWords, neededWords, valueWords } from "./observation-words.ts";
import { typeset } from "./text.ts";

const plain = (value: number | null) => ({ value, low: value, high: value });

describe("valueWords", () => {
  it.each([
    [plain(8.394), "x", "8.39×"],
    [plain(47), "%", "47%"],
    [plain(-3.2), "points", "\u22123.2 points"],
    [plain(11_790_000), "persons", "11,790,000 persons"],
    [plain(null), "%", "–"],
    [{ value: 1482, low: 1482, high: null }, "programmes", "at least 1,482 programmes"],
    [{ value: 5, low: null, high: 5 }, "%", "at most 5%"],
    [plain(1), "in force", "in force"],
    [plain(0), "in force", "not in force"],
  ])("writes %o %s as %s", (measured, unit, words) => expect(valueWords(measured, unit)).toBe(words));

  it("gives a sample estimate without its interval, which has words of its own", () => {
    expect(valueWords({ value: 47, low: 43.7, high: 50.3 }, "%")).toBe("47%");
    expect(intervalWords({ value: 47, low: 43.7, high: 50.3 }, "%")).toBe("43.7% to 50.3%");
    expect(intervalWords(plain(47), "%")).toBeNull();
    expect(intervalWords({ value: 8.3933, low: 8.3929, high: 8.3938 }, "x")).toBeNull();
  });
});

describe("neededWords", () => {
  it.each([
    [{ low: 14, high: Number.POSITIVE_INFINITY, lowOpen: true, highOpen: true }, "x", "more than 14×"],
    [{ low: 45, high: 50, lowOpen: false, highOpen: true }, "%", "at least 45% and under 50%"],
    [{ low: 1, high: 1, lowOpen: false, highOpen: false }, "in force", "the act to be in force"],
  ])("writes %o %s as %s", (interval, unit, words) => expect(neededWords(interval, unit)).toBe(words));
});

describe("typeset", () => {
  it("sets a whole sentence", () => {
    expect(typeset("8.39x for 2020 against more than 14x claimed; 42 % agree, -3 points")).toBe(
      "8.39× for 2020 against more than 14× claimed; 42% agree, \u22123 points",
    );
  });
  it("leaves words alone", () => expect(typeset("exam 2020, 4-year max")).toBe("exam 2020, 4-year max"));
});
