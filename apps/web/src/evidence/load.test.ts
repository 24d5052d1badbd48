import type { Locator } from "@talent/core/observation/locator";
import { describe, expect, it } from "vitest";
import { withheldReason } from "./load.ts";

const rows: Locator = { kind: "rows", where: "rank at most 100", count: 5, lines: [], digest: "" };
const said = (republish: "values" | "unmodified" | "cited" | "counts" | "verdict_only", locator: Locator | null, withheld = false) =>
  withheldReason({ observation: { locator, ...(withheld ? { withheld: republish } : {}) }, source: { republish } });

describe("why the cells around a number are not shown", () => {
  it("is nothing where values may be shown, and for a count of ours", () => {
    expect(said("values", { kind: "csv", line: 2, column: 11 })).toBeNull();
    expect(said("counts", rows)).toBeNull();
  });
  it("is the licence of counts for a printed rank, although a verdict rests on it", () => {
    expect(said("counts", null, true)).toBe("The licence lets us show our counts, and never the rows.");
    expect(said("counts", { kind: "xlsx", sheet: "PUBLISHED", cell: "A18" })).toBe(
      "The licence lets us show our counts, and never the rows.",
    );
  });
  it("is that no verdict rests on it, only where citing is all that is allowed", () => {
    expect(said("cited", null, true)).toContain("only numbers that a verdict rests on");
    expect(said("verdict_only", null, true)).toContain("no numbers");
  });
});
