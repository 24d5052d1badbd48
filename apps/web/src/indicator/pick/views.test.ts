import { INDICATORS, type IndicatorId, indicatorById } from "@talent/catalog/indicators/all";
import { describe, expect, it } from "vitest";
import { requestedView, stepOf, viewRules } from "./views.ts";

const offered = (id: IndicatorId) =>
  viewRules(indicatorById(id))
    .filter((rule) => rule.why === null)
    .map((rule) => rule.view);

describe("the views of an indicator", () => {
  it.each([
    ["us-visas-issued-annual", ["level", "yoy", "index"]],
    ["us-active-students", ["level", "yoy"]],
    ["us-visas-issued-monthly", ["level", "yoy"]],
    ["top-ai-talent-origin", ["level", "yoy"]],
    ["rd-intensity", ["level", "yoy"]],
    ["qs-rank", ["level", "yoy"]],
    ["unicorns", ["level", "index"]],
    ["ai-major-approvals-cumulative", ["level"]],
    ["arxiv-papers", ["level"]],
    ["arena-top-score", ["level"]],
    ["policy-in-force", ["level"]],
  ] as const)("of %s are %j", (id, views) => expect(offered(id)).toEqual(views));

  it("never offer an index of a seasonal series, nor any growth of a running total", () => {
    for (const indicator of INDICATORS) {
      if (indicator.seasonal) expect(offered(indicator.id)).not.toContain("index");
      if (indicator.cumulative) expect(offered(indicator.id)).toEqual(["level"]);
    }
  });

  it("say why one is not shown when an address asks for it", () => {
    expect(requestedView("index", indicatorById("us-active-students"))).toEqual({
      view: "level",
      problem: "The numbers swing with the season: only the same month of another year compares.",
    });
    expect(requestedView("toString", indicatorById("unicorns"))).toEqual({ view: "level", problem: "There is no view “toString”." });
    expect(requestedView("yoy", indicatorById("us-active-students"))).toEqual({ view: "yoy", problem: null });
  });
});

describe("stepOf", () => {
  it.each([
    ["percent", "points"],
    ["percent of GDP", "points"],
    ["rank", "places"],
    ["visas", "percent"],
  ])("says differences of %s in %s", (unit, step) => expect(stepOf({ unit })).toBe(step));
});
