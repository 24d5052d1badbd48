import { describe, expect, it } from "vitest";
import { Blocked, InvalidPeriod, LayoutChanged, refusalOf, StaleCopy, TotalMismatch } from "./errors.ts";
import { type Outcome, worstOutcome } from "./outcome.ts";

const locator = { kind: "csv", line: 3, column: 2 } as const;

describe("refusals", () => {
  it("keep their code, their message and where they stand, given a cell or a locator", () => {
    const refused = { code: "layout_changed", message: "no column Share", locator, scope: "snapshot" };
    expect(refusalOf(new LayoutChanged("no column Share", locator), "snapshot")).toEqual(refused);
    expect(refusalOf(new LayoutChanged("no column Share", { locator }), "snapshot")).toEqual(refused);
  });

  it.each([
    [new TotalMismatch("2 + 2 is printed as 5"), "total_mismatch"],
    [new StaleCopy("older than the last"), "stale_copy"],
    [new Blocked("a challenge page"), "blocked_by_site"],
    [new InvalidPeriod("2024-13"), "invalid_row"],
  ])("%s is %s", (error, code) => {
    expect(refusalOf(error, "value")).toEqual({ code, message: error.message, scope: "value" });
  });

  it("call an unforeseen error unreadable", () => {
    expect(refusalOf(new TypeError("x is not a function"), "snapshot")).toEqual({
      code: "unreadable",
      message: "x is not a function",
      scope: "snapshot",
    });
    expect(refusalOf("thrown text", "value").message).toBe("thrown text");
  });
});

describe("the worst outcome", () => {
  it.each<[Outcome[], Outcome]>([
    [["new_values", "same_bytes"], "new_values"],
    [["same_values", "withdrawn", "new_values"], "withdrawn"],
    [["unreachable", "not_modified", "blocked_by_site"], "unreachable"],
    [["layout_changed", "contract_violation"], "contract_violation"],
    [[], "nothing_published"],
  ])("of %j is %s", (outcomes, outcome) => {
    expect(worstOutcome(outcomes)).toBe(outcome);
  });
});
