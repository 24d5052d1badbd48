import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainText, quoted } from "./plain-text.ts";

describe("plain text", () => {
  it("shows what would act or mislead: direction overrides, controls, invisible characters, lone surrogates", () => {
    expect(plainText("abc\u202Egnp.exe\u2066")).toBe("abc[U+202E]gnp.exe[U+2066]");
    expect(plainText("a\0b\u001B[31mc\u007F")).toBe("a␀b␛[31mc␡");
    expect(plainText("zero\u200Bwidth\uFEFF\u{E0041}")).toBe("zero[U+200B]width[U+FEFF][U+E0041]");
    expect(plainText("\uD800x")).toBe("�x");
  });

  it("leaves markup to be escaped by whoever prints it, and names as they are", () => {
    expect(plainText("<script>alert(1)</script> 中国 é ′")).toBe("<script>alert(1)</script> 中国 é ′");
  });

  it("makes line breaks spaces and cuts long text with an ellipsis", () => {
    expect(plainText(" a\r\n\tb\u2028c ")).toBe("a b c");
    expect(plainText("x".repeat(300))).toBe(`${"x".repeat(199)}…`);
    expect(plainText("💡".repeat(5), 5)).toBe("💡".repeat(5));
    expect(plainText("x".repeat(200))).toHaveLength(200);
    expect(quoted("y".repeat(10_000_000))).toHaveLength(82);
  });

  it("never holds a control, a format character or more than its limit", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.integer({ min: 2, max: 50 }), (text, limit) => {
        const plain = plainText(text, limit);
        expect(plain).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
        expect([...plain].length).toBeLessThanOrEqual(limit);
      }),
    );
  });
});
