import { describe, expect, it } from "vitest";
import { type Assessment, carryForward, type Question } from "./assessment.ts";

const written = "2014-01-10T06:00:00.000Z";
const stored = (question: Question, knownAt = written) => ({ question, asOf: knownAt, knownAt, verdict: "not_checkable" }) as Assessment;

describe("the time an unchanged assessment is valid for", () => {
  it("is the last time all were checked, and the article's day for what was public then", () => {
    const looked = "2026-11-23T19:00:00.000Z";
    const [then, hindsight, now] = carryForward([stored("atPublication"), stored("withHindsight"), stored("now")], looked);
    expect([then?.asOf, then?.knownAt]).toEqual(["2025-02-10T23:59:59.999Z", looked]);
    expect([hindsight?.asOf, now?.asOf]).toEqual([looked, looked]);
    expect(then?.verdict).toBe("not_checkable");
  });

  it("before the article is what was known by then", () => {
    expect(carryForward([stored("atPublication")], "2020-06-20T06:00:00.000Z")[0]?.asOf).toBe("2020-06-20T06:00:00.000Z");
  });

  it("is never earlier than what it was written for", () => {
    const later = stored("now", "2026-01-01T00:00:00.000Z");
    expect(carryForward([later], "2025-01-01T00:00:00.000Z")).toEqual([later]);
    expect(carryForward([later], null)).toEqual([later]);
  });
});
