import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { observationId, parseObservationId } from "./observation-id.ts";

const refs = fc.record({
  seriesId: fc.integer({ min: 1, max: 2_147_483_647 }),
  periodId: fc.integer({ min: 1, max: 2_147_483_647 }),
  vintage: fc.date({ noInvalidDate: true }),
});

describe("the public id of a version", () => {
  it("leads back to its series, period and vintage", () =>
    fc.assert(
      fc.property(refs, (ref) => {
        expect(parseObservationId(observationId(ref))).toEqual(ref);
      }),
    ));

  it("is never read from a text that was not written as one", () => {
    for (const text of ["", "1", "1-1", "0-1-1", "01-1-1", "1-1-1-1", "1-1-zzzzzzzzzzzzzz", "zzzzzzz-1-1", "A-1-1", "1-1-00", " 1-1-1"]) {
      expect(parseObservationId(text), text).toBeNull();
    }
  });
});
