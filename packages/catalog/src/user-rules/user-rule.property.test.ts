import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InvalidRule, readAlertRule } from "../alerts/rule/read-rule.ts";
import { CLAIMS } from "../claims/all.ts";
import { INDICATORS } from "../indicators/all.ts";
import type { Indicator } from "../indicators/indicator.ts";
import type { NumbersChoice, NumbersWatch } from "./choice.ts";
import { userRule } from "./user-rule.ts";

const codeOf = (codes: readonly string[] | "open"): fc.Arbitrary<string> =>
  codes === "open" ? fc.constantFrom("F1", "J1", "B1/B2", "总计", "a;b|c") : fc.constantFrom(...codes);

/** A series of the catalogue: every dimension that it needs, and now and then one it may leave out. */
function keyOf(indicator: Indicator): fc.Arbitrary<Pick<NumbersChoice, "indicator" | "area" | "dimensions">> {
  const required = Object.keys(indicator.dimensions).filter((name) => !indicator.optionalDimensions?.includes(name));
  const dimensions = fc.record(Object.fromEntries(Object.entries(indicator.dimensions).map(([name, codes]) => [name, codeOf(codes)])), {
    requiredKeys: required,
  });
  return fc.record({ indicator: fc.constant(indicator.id), area: fc.constantFrom("CHN", "USA", "WLD", "XEU", "TWN"), dimensions });
}

const readings = CLAIMS.flatMap(({ id, readings: all }) => all.map((reading) => ({ claim: id, reading: reading.id })));
const number = fc.oneof(fc.integer({ min: -20, max: 20 }), fc.double({ noNaN: true, min: -1e6, max: 1e6 }), fc.constantFrom(1, 0.97, 1.05));

const choice: fc.Arbitrary<NumbersChoice> = fc.constantFrom(...(INDICATORS as readonly Indicator[])).chain((indicator) =>
  fc
    .record({
      watch: fc.constantFrom<NumbersWatch>("level", "year-on-year", "ratio", "record-high", "record-low", "claim-baseline"),
      key: keyOf(indicator),
      over: keyOf(indicator),
      base: fc.constantFrom(...readings),
      op: fc.constantFrom<">=" | "<=">(">=", "<="),
      threshold: number,
      recovery: number,
      pending: fc.integer({ min: 1, max: 12 }),
      recovering: fc.integer({ min: 1, max: 12 }),
      evidence: fc.integer({ min: 1, max: 30 }),
      noData: fc.constantFrom<"quiet" | "tell">("quiet", "tell"),
    })
    .map(({ key, base, ...rest }) => ({ ...rest, ...key, ...base })),
);

describe("any choice of a form", () => {
  it("is a rule that passes the schema with names in both languages, or refused in one sentence", () => {
    let taken = 0;
    fc.assert(
      fc.property(choice, (one) => {
        try {
          const rule = userRule(one);
          taken += 1;
          expect(readAlertRule(JSON.parse(JSON.stringify(rule)))).toEqual(JSON.parse(JSON.stringify(rule)));
          expect(rule.name["zh-CN"]).toMatch(/\p{Script=Han}/u);
          expect(rule.claims).toEqual([]);
        } catch (error) {
          if (!(error instanceof InvalidRule)) throw error;
          expect(error.message).toMatch(/^\S.*\.$/);
        }
      }),
      { numRuns: 3000 },
    );
    expect(taken).toBeGreaterThan(300);
  });

  it("that is no choice at all is refused and throws nothing else", () => {
    fc.assert(
      fc.property(fc.anything(), (anything) => {
        expect(() => userRule(anything as NumbersChoice)).toThrow(InvalidRule);
      }),
    );
  });
});
