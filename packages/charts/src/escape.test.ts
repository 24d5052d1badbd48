import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { escapeText, safeId } from "./escape.ts";

describe("escapeText", () => {
  it("leaves no way to open a tag, an attribute or an entity", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const escaped = escapeText(text);
        expect(escaped).not.toMatch(/[<>"']/);
        expect(escaped).not.toMatch(/&(?!(amp|lt|gt|quot|#39);)/);
      }),
    );
  });

  it("drops a right-to-left override, which would turn a number round", () => {
    expect(escapeText("12\u202E34\u2066")).toBe("1234");
  });

  it("drops controls that are not allowed in XML and keeps Chinese as it is", () => {
    expect(escapeText("a\u0000b\u001Fc 普通本科")).toBe("abc 普通本科");
  });

  it("replaces a lone surrogate", () => expect(escapeText("x\uD800y")).toBe("x\uFFFDy"));
});

describe("safeId", () => {
  it("keeps letters, digits and hyphens", () => expect(safeId('a"b<c>-1')).toBe("a-b-c-1"));
  it("is never empty", () => expect(safeId("<>")).toBe("chart"));
});
