import { describe, expect, it } from "vitest";
import { dueLabel } from "./dates.ts";

describe("what is said to be due", () => {
  const now = "2026-11-28T12:00:00.000Z";
  it.each([
    ["2026-06-02", false, "next was due"],
    ["2027-06-02", false, "next expected"],
    [null, false, "next expected"],
    ["2026-06-02", true, "our next review was due"],
    ["2027-06-02", true, "our next review"],
  ] as const)("on %s, ours: %o, is called “%s”", (due, review, label) => expect(dueLabel(due, now, review)).toBe(label));
});
