import type { Assessment } from "@talent/core/claim/assessment";

/** A made-up assessment of tests, based on these observations. */
export function testAssessment(inputs: readonly string[], more: Partial<Assessment> = {}): Assessment {
  return {
    claim: "a-claim",
    reading: "a-reading",
    question: "now",
    verdict: "holds",
    value: 77,
    low: 76,
    high: 78,
    period: "2024",
    asOf: "2026-01-01T00:00:00.000Z",
    knownAt: "2026-01-01T00:00:00.000Z",
    validUntil: null,
    inputs,
    reasons: [{ code: "sample", n: 77, period: "2024" }],
    direction: null,
    margin: { flipsAt: 77, distance: 77, standardErrors: null },
    fragile: false,
    readingFingerprint: "f1",
    inputsHash: "h1",
    ...more,
  };
}
