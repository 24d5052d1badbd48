import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { atLeast, contains, disjoint, type Interval, interval, moreThan, nearlyHalfPercent } from "../measure/interval.ts";
import type { Question, Verdict } from "./assessment.ts";
import type { Fit } from "./claim.ts";
import {
  agreesWithClaim,
  disagreesWithClaim,
  isFragile,
  marginOf,
  type Relation,
  relationOf,
  sideOf,
  thresholdsOf,
  verdictOf,
} from "./verdict.ts";

const end = fc.double({ min: -1000, max: 1000, noNaN: true });
const anyInterval = fc
  .tuple(end, end, fc.boolean(), fc.boolean())
  .filter(([a, b]) => a !== b)
  .map(([a, b, lowOpen, highOpen]) => interval(Math.min(a, b), Math.max(a, b), { lowOpen, highOpen }));
const deciding = fc.constantFrom<Fit>("same", "bridged");
const questions = fc.constantFrom<Question>("atPublication", "withHindsight", "now");

describe("verdicts", () => {
  it.each<[Relation, Fit, Question, Verdict]>([
    ["inside", "same", "withHindsight", "supported"],
    ["disjoint", "bridged", "atPublication", "contradicted"],
    ["straddles", "same", "withHindsight", "undetermined"],
    ["inside", "same", "now", "holds"],
    ["disjoint", "same", "now", "does_not_hold"],
    ["straddles", "bridged", "now", "undetermined"],
    ["inside", "proxy", "withHindsight", "in_line"],
    ["disjoint", "proxy", "withHindsight", "not_in_line"],
    ["disjoint", "proxy", "now", "not_in_line"],
    ["straddles", "proxy", "now", "undetermined"],
    ["disjoint", "related", "withHindsight", "context"],
    ["inside", "related", "now", "context"],
  ])("%s, %s, %s: %s", (relation, fit, question, verdict) => {
    expect(verdictOf(relation, fit, question)).toBe(verdict);
  });

  it("support exactly what lies inside, and contradict only what is disjoint", () => {
    fc.assert(
      fc.property(anyInterval, anyInterval, deciding, questions, (measured, expected, fit, question) => {
        const verdict = verdictOf(relationOf(measured, expected), fit, question);
        expect(agreesWithClaim(verdict)).toBe(contains(expected, measured));
        expect(disagreesWithClaim(verdict)).toBe(disjoint(expected, measured));
      }),
    );
  });

  it("stay decided when the evidence narrows", () => {
    const part = anyInterval.chain((outer) =>
      fc
        .tuple(fc.constant(outer), fc.double({ min: outer.low, max: outer.high, noNaN: true }))
        .map(([range, x]): [Interval, Interval] => [range, interval(x, x)]),
    );
    fc.assert(
      fc.property(part, anyInterval, ([wide, narrow], expected) => {
        fc.pre(contains(wide, narrow));
        const decided = relationOf(wide, expected);
        if (decided !== "straddles") expect(relationOf(narrow, expected)).toBe(decided);
      }),
    );
  });

  it("a lower bound never refutes 'more than'", () => {
    fc.assert(
      fc.property(end, end, fc.boolean(), (stated, claimed, strictly) => {
        const expected = strictly ? moreThan(claimed) : atLeast(claimed);
        expect(relationOf(atLeast(stated), expected)).not.toBe("disjoint");
      }),
    );
    expect(relationOf(atLeast(1482), moreThan(2300))).toBe("straddles");
    expect(relationOf(atLeast(2301), moreThan(2300))).toBe("inside");
  });

  it("name the side of the stated number", () => {
    expect(sideOf(47, nearlyHalfPercent)).toBe("inside");
    expect(sideOf(44, nearlyHalfPercent)).toBe("below");
    expect(sideOf(50, nearlyHalfPercent)).toBe("above");
    expect(sideOf(14, moreThan(14))).toBe("below");
  });
});

describe("margins", () => {
  it("measure to the nearest end at which the verdict flips", () => {
    expect(marginOf(8.39, null, moreThan(14))).toEqual({ flipsAt: 14, distance: 14 - 8.39, standardErrors: null });
    expect(marginOf(47, 1.695, nearlyHalfPercent)).toMatchObject({ flipsAt: 45, distance: 2 });
    expect(marginOf(47, 1.695, nearlyHalfPercent)?.standardErrors).toBeCloseTo(1.18, 2);
    expect(marginOf(49, null, nearlyHalfPercent)).toMatchObject({ flipsAt: 50, distance: 1 });
  });

  it("know that 100 % is the end of the scale, and that a rule in force has no flip", () => {
    expect(thresholdsOf(interval(50, 100, { lowOpen: true }))).toEqual([50]);
    expect(thresholdsOf(interval(17.5, 18.5))).toEqual([17.5, 18.5]);
    expect(marginOf(1, null, interval(1, 1))).toBeNull();
  });

  it.each<[string, number, number | null, Interval | null, Interval, boolean]>([
    ["far by standard errors", 59, 1.9, null, moreThan(50), false],
    ["under two standard errors", 53, 1.9, null, moreThan(50), true],
    ["within 2 % where no error is known", 4.05, null, null, moreThan(4), true],
    ["far from the flip", 4.35, null, null, moreThan(4), false],
    ["exactly on a closed end", 3, null, null, atLeast(3), true],
    ["one more than needed", 4, null, null, atLeast(3), false],
    ["a small gain is not small against zero", 0.1, null, null, moreThan(0), false],
    ["a sampling interval across the end", 47, null, interval(43.7, 50.3), nearlyHalfPercent, true],
  ])("%s", (_, value, error, sampled, expected, fragile) => {
    expect(isFragile(value, marginOf(value, error, expected), sampled, expected)).toBe(fragile);
  });
});
