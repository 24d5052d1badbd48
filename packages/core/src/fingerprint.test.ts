import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fingerprint } from "./fingerprint.ts";

describe("fingerprints", () => {
  it("do not depend on the order in which a value was written, and ignore absent members", () => {
    expect(fingerprint({ a: 1, b: [2, { d: 4, c: 3 }] })).toBe(fingerprint({ b: [2, { c: 3, d: 4 }], a: 1 }));
    expect(fingerprint({ a: 1, b: undefined })).toBe(fingerprint({ a: 1 }));
  });

  it("distinguish what JSON alone would not", () => {
    const values = [null, 0, "0", [], {}, "", false, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, [null], ["null"], { a: null }];
    expect(new Set(values.map(fingerprint)).size).toBe(values.length);
    expect(() => fingerprint(Number.NaN)).toThrow(TypeError);
    expect(() => fingerprint(() => 1)).toThrow(TypeError);
  });

  it("are the same for a value that went through JSON", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(fingerprint(JSON.parse(JSON.stringify(value)))).toBe(fingerprint(value));
      }),
    );
  });

  it("are the SHA-256 of the canonical text", () => {
    expect(fingerprint({})).toBe("44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
  });
});
