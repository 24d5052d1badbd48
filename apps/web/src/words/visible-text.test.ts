import { describe, expect, it } from "vitest";
import { visibleText } from "./text.ts";

describe("visibleText", () => {
  it("shows a right-to-left override instead of obeying it", () => expect(visibleText("1\u202E23")).toBe("1⟦U+202E⟧23"));
  it("shows NUL and a zero-width space", () => expect(visibleText("a\u0000b\u200B")).toBe("a⟦U+0000⟧b⟦U+200B⟧"));
  it("leaves Chinese, line ends and markup as they are", () => expect(visibleText("普通本科\n<b>")).toBe("普通本科\n<b>"));
  it("replaces half of a surrogate pair", () => expect(visibleText("\uD800")).toBe("\uFFFD"));
});
