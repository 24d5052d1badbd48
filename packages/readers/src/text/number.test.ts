import { NotANumber } from "@talent/core/capture/errors";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDecimal, parseInteger, parsePercent } from "./number.ts";

const never = [
  "",
  " ",
  "\u00A0",
  "-",
  "—",
  "–",
  "D",
  "NA",
  "n/a",
  "..",
  "NaN",
  "Infinity",
  "<5",
  ">5",
  "~5",
  "5-6",
  "1 234",
  "1,23",
  "12,34",
  "1,2345",
  "0,123",
  ",123",
  "1,234,",
  "-0",
  "−0",
  "0x10",
  "１２",
  "$5",
  "5%",
  "=3",
  "1_000",
  "\0",
  "5\0",
  "\uD800",
  "--5",
  "5-",
  "(5)",
];

describe("numbers in cells", () => {
  it.each([
    ["0", 0],
    ["1,234", 1234],
    ["1,234,567", 1234567],
    [" 501 ", 501],
    ["\u00A042\u3000", 42],
    ["-12", -12],
    ["\u221212", -12],
    ["+4", 4],
    ["9007199254740991", Number.MAX_SAFE_INTEGER],
  ])("%j is the whole number %d", (text, value) => {
    expect(parseInteger(text)).toBe(value);
    expect(parseDecimal(text)).toBe(value);
  });

  it.each([...never, "1.5", "1.234", "1.0", "1e3", "9007199254740993", "1e309"])("%j is never a whole number", (text) => {
    expect(() => parseInteger(text)).toThrow(NotANumber);
  });

  it.each([
    ["1.234", 1.234],
    ["1,234.5", 1234.5],
    [".5", 0.5],
    ["0.0", 0],
    ["-0.25", -0.25],
    ["1e-7", 1e-7],
    ["2.5E+10", 2.5e10],
  ])("%j is the number %d", (text, value) => {
    expect(parseDecimal(text)).toBe(value);
  });

  it.each([...never, "1e309", "-1e309", "1e-400", "-0.0", ".", "5.", "1.2.3", "1,234.567,8", "e5", "1e", "1,2e3"])(
    "%j is never a number",
    (text) => {
      expect(() => parseDecimal(text)).toThrow(NotANumber);
    },
  );

  it("per cent needs its sign", () => {
    expect(parsePercent("40.5%")).toBe(40.5);
    expect(parsePercent(" 7 % ")).toBe(7);
    expect(parsePercent("12％")).toBe(12);
    for (const text of ["40.5", "n/a", "%", "-%", "-0%", "NaN%", "5%%", ""])
      expect(() => parsePercent(text), text).toThrow(/not a percentage/);
  });

  it("a refusal names the text, made harmless, and the cell", () => {
    const locator = { kind: "csv", line: 3, column: 2 } as const;
    expect(() => parseInteger({ text: "12\u202E3\u0007", locator })).toThrow(
      expect.objectContaining({ message: '"12[U+202E]3␇" is not a whole number', code: "not_a_number", locator }),
    );
    expect(() => parseInteger("")).toThrow("an empty cell is not a whole number");
  });

  it("every whole number survives being printed with thousands separators", () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (value) => {
        expect(parseInteger(value.toLocaleString("en-US"))).toBe(value);
        expect(parseInteger(String(value))).toBe(value);
      }),
    );
  });

  it("every finite number survives the shortest printing of JavaScript, save minus zero", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        if (Object.is(value, -0)) return;
        expect(parseDecimal(String(value))).toBe(value);
      }),
    );
  });

  it("text that is no number is never read as zero", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const read of [parseInteger, parseDecimal, parsePercent]) {
          let value: number | null = null;
          try {
            value = read(text);
          } catch (error) {
            expect(error).toBeInstanceOf(NotANumber);
          }
          if (value === 0) expect(text).toMatch(/0/);
        }
      }),
    );
  });
});
