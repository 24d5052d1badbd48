import { describe, expect, it } from "vitest";
import { keyProblem, series } from "./series.ts";

const key = (indicator: string, area: string, dimensions: Record<string, string> = {}) => ({ indicator, area, dimensions });

describe("a series key", () => {
  it("is sound with one known code for each dimension", () => {
    expect(keyProblem(series("top-ai-talent-origin", "CHN", { tier: "top-20" }))).toBeNull();
    expect(keyProblem(series("rd-spending", "CHN"))).toBeNull();
  });

  it("may leave out a dimension that stands for a breakdown", () => {
    expect(keyProblem(series("neurips-papers-reported", "CHN"))).toBeNull();
    expect(keyProblem(series("neurips-papers-reported", "CHN", { "joint-with": "USA" }))).toBeNull();
  });

  it("takes any code where the publisher may print new ones, but not an empty one", () => {
    expect(keyProblem(series("us-visas-issued-annual", "CHN", { visa_class: "F1" }))).toBeNull();
    expect(keyProblem(key("us-visas-issued-annual", "CHN", { visa_class: "" }))).toMatch(/empty visa_class/);
  });

  it.each([
    [key("no-such-indicator", "CHN"), /no indicator/],
    [key("rd-spending", "China"), /no area/],
    [key("top-ai-talent-origin", "CHN"), /needs a tier/],
    [key("top-ai-talent-origin", "CHN", { tier: "top-10" }), /knows no tier/],
    [key("rd-spending", "CHN", { level: "all" }), /no dimension "level"/],
    [key("rd-spending", "CHN", { constructor: "x" }), /no dimension "constructor"/],
    [key("constructor", "CHN"), /no indicator/],
  ])("refuses %o", (bad, problem) => {
    expect(keyProblem(bad)).toMatch(problem);
  });
});
