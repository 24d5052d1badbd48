import type { ParsedObservation } from "@talent/core/observation/observation";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { packObservations, unpackObservations } from "./pack-observations.ts";

const text = fc.string({ maxLength: 6 });
const locator = fc.oneof(
  fc.record({ kind: fc.constant("xlsx" as const), sheet: text, cell: text }),
  fc.record({ kind: fc.constant("csv" as const), line: fc.nat(), column: fc.nat() }),
);
const observation: fc.Arbitrary<ParsedObservation> = fc.record(
  {
    indicator: text,
    area: text,
    dimensions: fc.dictionary(fc.constantFrom("visa_class", "level"), text),
    period: text,
    value: fc.option(fc.double({ noNaN: true })),
    unit: text,
    status: fc.constantFrom("A" as const, "B" as const, "E" as const, "M" as const),
    locator,
    raw: text,
    low: fc.double({ noNaN: true }),
    bound: fc.constant("lower" as const),
  },
  { requiredKeys: ["indicator", "area", "dimensions", "period", "value", "unit", "status", "locator", "raw"] },
);

describe("packed observations", () => {
  it("come out as they went in, in their order", () => {
    fc.assert(
      fc.property(fc.array(observation, { maxLength: 30 }), (observations) => {
        expect(unpackObservations(structuredClone(packObservations(observations)))).toEqual(observations);
      }),
      { numRuns: 200 },
    );
  });

  it("keep texts that differ only in what a key might fold", () => {
    const base: ParsedObservation = {
      indicator: "a",
      area: "b",
      dimensions: { visa_class: "F1" },
      period: "FY2024",
      value: -0,
      unit: "c|d",
      status: "A",
      locator: { kind: "xlsx", sheet: "FY24", cell: "A1" },
      raw: " 0",
    };
    const list = [base, { ...base, unit: "c", period: "d|FY2024" }, { ...base, raw: "0" }, { ...base, dimensions: { visa_class: "F2" } }];
    expect(unpackObservations(packObservations(list))).toEqual(list);
  });
});
