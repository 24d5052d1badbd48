import { INDICATORS } from "@talent/catalog/indicators/all";
import { describe, expect, it } from "vitest";
import { THEMES, themeOf } from "./themes.ts";

describe("themes", () => {
  it("hold every indicator of the catalogue exactly once", () => {
    const grouped = THEMES.flatMap((theme) => theme.indicators.map((one) => one.id));
    expect([...grouped].sort()).toEqual(INDICATORS.map((one) => one.id as string).sort());
  });

  it("are found by indicator", () => {
    expect(themeOf("us-visas-issued-annual")?.id).toBe("visas");
    expect(themeOf("no-such-indicator")).toBeUndefined();
  });
});
