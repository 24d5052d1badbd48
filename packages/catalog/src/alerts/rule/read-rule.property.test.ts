import type { Threshold } from "@talent/core/alert/rule";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ALERTS } from "../all.ts";
import { InvalidRule, readAlertRule } from "./read-rule.ts";
import { firesAt, overlapValue, recoversAt } from "./rule-problem.ts";

/** What reading gave: the rule, or the sentence it was refused with. Anything else that is thrown fails the test. */
function outcome(json: unknown): unknown {
  try {
    return readAlertRule(json);
  } catch (error) {
    if (error instanceof InvalidRule) return error.message;
    throw error;
  }
}

type Json = ReturnType<typeof JSON.parse>;

/** The paths of every member in a value, the outermost first. */
function pathsIn(value: Json, path: readonly string[] = []): (readonly string[])[] {
  if (value === null || typeof value !== "object") return [];
  return Object.keys(value).flatMap((key) => [[...path, key], ...pathsIn(value[key], [...path, key])]);
}

function withMember(value: Json, [key, ...rest]: readonly string[], member: unknown): Json {
  if (key === undefined) return member;
  const copy = Array.isArray(value) ? [...value] : { ...value };
  copy[key] = withMember(value[key], rest, member);
  return copy;
}

const anything = fc.oneof(
  fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withNullPrototype: true,
    withSparseArray: true,
    maxDepth: 4,
  }),
  fc.jsonValue({ maxDepth: 6 }),
  fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -0, "", "__proto__", "constructor", "2024", "exam 2026", 1e308, [], {}),
);

const threshold: fc.Arbitrary<Threshold> = fc.record({
  op: fc.constantFrom<Threshold["op"]>(">=", ">", "<=", "<", "moves_by"),
  than: fc.oneof(fc.integer({ min: -5, max: 5 }), fc.double({ noNaN: true, min: -1e15, max: 1e15 })),
});

describe("whatever is read as a rule", () => {
  it("is a rule or refused in one sentence", () => {
    fc.assert(
      fc.property(anything, (json) => void expect(outcome(json)).toMatch(/^\S.*\.$/)),
      { numRuns: 1000 },
    );
  });

  it("and so is a sound rule with one member of it exchanged", () => {
    const changed = fc
      .constantFrom(...ALERTS)
      .chain((rule) =>
        fc.tuple(fc.constant(JSON.parse(JSON.stringify(rule))), fc.constantFrom(...pathsIn(JSON.parse(JSON.stringify(rule)))), anything),
      );
    fc.assert(
      fc.property(changed, ([rule, path, member]) => {
        const result = outcome(withMember(rule, path, member));
        if (typeof result === "string") expect(result).toMatch(/^\S.*\.$/);
        else expect(readAlertRule(JSON.parse(JSON.stringify(result)))).toEqual(JSON.parse(JSON.stringify(result)));
      }),
      { numRuns: 3000 },
    );
  });
});

describe("an overlap of conditions", () => {
  const conditions = fc.array(threshold, { minLength: 1, maxLength: 4 });

  it("is found whenever some value would fire and be over at once", () => {
    const values = fc.oneof(fc.integer({ min: -7, max: 7 }), fc.double({ noNaN: true, noDefaultInfinity: true }));
    fc.assert(
      fc.property(conditions, conditions, values, (fires, recovers, value) => {
        const isBoth = firesAt(fires, value) && recoversAt(recovers, value);
        if (isBoth) expect(overlapValue(fires, recovers)).not.toBeNull();
      }),
      { numRuns: 3000 },
    );
  });

  it("is itself such a value", () => {
    fc.assert(
      fc.property(conditions, conditions, (fires, recovers) => {
        const value = overlapValue(fires, recovers);
        if (value === null) return;
        expect(firesAt(fires, value)).toBe(true);
        expect(recoversAt(recovers, value)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });
});
