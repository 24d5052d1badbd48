import type { Locator } from "@talent/core/observation/locator";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { joinLocator, splitLocator } from "./locator-parts.ts";

const count = fc.oneof(fc.nat({ max: 20_000 }), fc.constantFrom(0, 1, 2_147_483_647, 2_147_483_648, -1, 1.5));
const locators: fc.Arbitrary<Locator> = fc.oneof(
  fc.record({ kind: fc.constant("csv" as const), line: count, column: count }),
  fc.record({ kind: fc.constant("csv" as const), entry: fc.string(), line: count, column: count }),
  fc.record({ kind: fc.constant("html" as const), selector: fc.string(), row: count, column: fc.string() }),
  fc.record({ kind: fc.constant("pdf" as const), page: count, line: count, column: count }),
  fc.record({
    kind: fc.constant("xlsx" as const),
    sheet: fc.string(),
    cell: fc.oneof(
      fc.stringMatching(/^[A-Z]{1,3}[1-9][0-9]{0,5}$/),
      fc.string(),
      fc.constantFrom("A1", "Z9", "AA10", "XFD1048576", "a1", "A0"),
    ),
  }),
  fc.record({
    kind: fc.constant("json" as const),
    pointer: fc.oneof(
      fc.string(),
      fc.array(fc.constantFrom("0", "7", "12", "value", "#", "a~1b", "", "01", "1e3")).map((parts) => `/${parts.join("/")}`),
    ),
  }),
  fc.record({
    kind: fc.constant("rows" as const),
    where: fc.string(),
    count: fc.nat(),
    lines: fc.array(fc.nat()),
    digest: fc.string(),
  }),
);

describe("a locator in parts", () => {
  it("joins back to exactly what was split", () =>
    fc.assert(
      fc.property(locators, (locator) => {
        expect(joinLocator(splitLocator(locator))).toEqual(locator);
      }),
      { numRuns: 2_000 },
    ));

  it("has one head for all cells of a sheet, and its own row and column", () =>
    expect(["B2", "AA10"].map((cell) => splitLocator({ kind: "xlsx", sheet: "FY24", cell }))).toEqual([
      { kind: "xlsx", head: "FY24", row: 2, col: 2 },
      { kind: "xlsx", head: "FY24", row: 10, col: 27 },
    ]));

  it("has one head for all elements of a JSON list", () =>
    expect(["/1/0/value", "/1/49/value"].map((pointer) => splitLocator({ kind: "json", pointer }).head)).toEqual([
      "/#/#/value",
      "/#/#/value",
    ]));
});
