import { describe, expect, it } from "vitest";
import { safeLink } from "./text.ts";

describe("safeLink", () => {
  it.each([
    "javascript:alert(1)",
    " JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "file:///etc/passwd",
    "curated:policy/data.csv",
    "no address",
  ])("does not follow %s", (text) => expect(safeLink(text)).toBeNull());
  it("follows http and https", () => expect(safeLink("https://travel.state.gov/x?y=1")).toBe("https://travel.state.gov/x?y=1"));
});
