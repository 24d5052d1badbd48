import { bindingsOf, type Measure, partsOf } from "@talent/core/measure/measure";
import { seriesId } from "@talent/core/observation/series";
import { describe, expect, it } from "vitest";
import { CLAIMS } from "../claims/all.ts";
import { indicatorById } from "../indicators/all.ts";
import { CROSS_CHECKS } from "./cross-checks.ts";
import { keyProblem, series } from "./series.ts";

const facts = (id: string) => {
  const indicator = indicatorById(id);
  if (indicator === undefined) throw new Error(id);
  return indicator;
};

describe("pairs about one thing", () => {
  it.each(CROSS_CHECKS.map((check) => [check.id, check] as const))(
    "%s names two series of two sources and one kind of period",
    (_id, check) => {
      expect([keyProblem(check.left), keyProblem(check.right)]).toEqual([null, null]);
      const [left, right] = [facts(check.left.indicator), facts(check.right.indicator)];
      expect(left.source).not.toBe(right.source);
      expect(left.periodKind).toBe(right.periodKind);
      expect(check.left.area).toBe(check.right.area);
      expect(check.reason).toMatch(/^[A-Z].+\.$/);
      expect(check.about).not.toMatch(/\.$/);
    },
  );
  it("have ids of their own, and no pair stands there twice", () => {
    const pairs = CROSS_CHECKS.map((check) => [check.left, check.right].map(seriesId).sort().join(" "));
    expect(new Set(CROSS_CHECKS.map((check) => check.id)).size).toBe(CROSS_CHECKS.length);
    expect(new Set(pairs).size).toBe(CROSS_CHECKS.length);
  });
  it("are measured in one unit, or in two words for heads", () => {
    const heads = ["persons", "students", "degrees", "visas", "actions"];
    const units = CROSS_CHECKS.map(({ left, right }) => [facts(left.indicator).unit, facts(right.indicator).unit] as const);
    for (const [left, right] of units)
      expect(left === right || (heads.includes(left) && heads.includes(right)), `${left}, ${right}`).toBe(true);
  });
});

/** Series a reader is tempted to add, subtract or join, and why that gives no number of anything. */
const KEPT_APART = [
  {
    id: "visas-months-and-years",
    left: series("us-visas-issued-monthly", "CHN", { visa_class: "F1" }),
    right: series("us-visas-issued-annual", "CHN", { visa_class: "F1" }),
    why: "Twelve months do not add to the fiscal year: the monthly tables are preliminary and re-issued without notice, and the year is counted anew.",
  },
  {
    id: "graduates-actual-and-forecast",
    left: series("cn-graduates-regular", "CHN"),
    right: series("cn-graduates-forecast", "CHN"),
    why: "Actual graduates of regular programmes, against a forecast that counts postgraduates too: the step between them is the basis, not growth.",
  },
  {
    id: "ai-investment-providers",
    left: series("ai-investment-cset", "CHN"),
    right: series("ai-private-investment", "CHN"),
    why: "One provider estimates undisclosed deals, the other counts disclosed rounds of newly funded companies: two amounts.",
  },
  {
    id: "unicorn-lists",
    left: series("unicorns", "CHN", { industry: "all" }),
    right: series("unicorns-hurun", "CHN"),
    why: "Two publishers with two definitions of a company and of its value; one list is about twice as long for China.",
  },
  {
    id: "genai-list-and-announcement",
    left: series("genai-services-filed", "CHN"),
    right: series("genai-services-filed-cumulative", "CHN", { kind: "filing" }),
    why: "The copy of the list that is held has 28 of its 117 rows; only the announced totals count all.",
  },
  {
    id: "doctorate-field-lists",
    left: series("stem-phds", "CHN"),
    right: series("se-doctorates", "CHN", { field: "se" }),
    why: "Two lists of fields: one counts medicine in, the other counts social sciences in.",
  },
];

describe("what is never reckoned together", () => {
  const reckoned = (measure: Measure): Set<string>[] => {
    const own =
      measure.op === "sum" || measure.op === "difference" || measure.op === "max"
        ? [new Set(bindingsOf(measure).map((one) => one.indicator))]
        : [];
    return [...own, ...partsOf(measure).flatMap(reckoned)];
  };

  it.each(KEPT_APART.map((apart) => [apart.id, apart] as const))(
    "%s: no reading adds or subtracts them, no check sets them equal",
    (_id, apart) => {
      const [left, right] = [apart.left.indicator, apart.right.indicator];
      expect([keyProblem(apart.left), keyProblem(apart.right)]).toEqual([null, null]);
      const equated = CROSS_CHECKS.map((check) => [check.left.indicator, check.right.indicator]);
      expect(equated.filter((pair) => pair.includes(left) && pair.includes(right))).toEqual([]);
      const together = CLAIMS.flatMap((claim) => claim.readings.flatMap(({ measure }) => (measure === null ? [] : reckoned(measure))));
      expect(together.filter((indicators) => indicators.has(left) && indicators.has(right))).toEqual([]);
    },
  );
});
