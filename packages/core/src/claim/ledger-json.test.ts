import { describe, expect, it } from "vitest";
import { claimOf, GRADUATES, readingOf } from "../../testing/claim-builders.ts";
import { type EvidenceStore, evidenceAt, pointAt } from "../../testing/evidence-builders.ts";
import { moreThan, nearlyHalfPercent } from "../measure/interval.ts";
import { asOfInstant } from "../time/instant.ts";
import { assessClaim } from "./assess.ts";
import { claimJson, nextExpected } from "./ledger-json.ts";

const TODAY = asOfInstant("2026-11-23");
const TIMES = { lastChecked: "2026-11-23T06:00:00.000Z", lastChanged: null, nextExpected: "2027-07-01" };
const STORE: EvidenceStore = {
  series: [[GRADUATES, [pointAt("2020", 12, { bound: "lower" }), pointAt("2025", 13)]]],
  facts: { graduates: { cadence: { every: "P1Y", lag: "P6M", grace: "P6M" } } },
};
const evidence = evidenceAt(STORE, TODAY);
const claim = claimOf([readingOf({ expected: moreThan(10) })], {
  revisions: [{ number: 1, on: "2025-02-10", why: "the article was corrected" }],
});
const assessments = assessClaim(claim, { atPublication: evidence, current: evidence }, TODAY);

describe("the JSON of a claim", () => {
  const json = claimJson(claim, assessments, TIMES);

  it("has every field of the contract, under its name", () => {
    expect(Object.keys(json)).toEqual(
      expect.arrayContaining([
        "id",
        "paraphrase",
        "place",
        "kind",
        "headline",
        "readings",
        "revisions",
        "lastChecked",
        "lastChanged",
        "nextExpected",
      ]),
    );
    expect(json.place).toEqual({ paragraph: 9, saidBy: "the article", sourceNamed: false, namedSource: null });
    expect(json.headline.primary).toEqual({ atPublication: "supported", withHindsight: "supported", now: "holds" });
    const contract = [
      "id",
      "says",
      "primary",
      "fit",
      "provenance",
      "expected",
      "atPublication",
      "withHindsight",
      "now",
      "direction",
      "margin",
      "fragile",
      "inputs",
      "reasons",
    ];
    expect(Object.keys(json.readings[0] ?? {})).toEqual(expect.arrayContaining(contract));
    expect(Object.keys(json.readings[0]?.now ?? {})).toEqual(expect.arrayContaining(["verdict", "value", "low", "high", "period", "asOf"]));
  });

  it("survives JSON unchanged: infinite ends are null, and the bound is a reason", () => {
    expect(JSON.parse(JSON.stringify(json))).toEqual(json);
    const [reading] = json.readings;
    expect(reading?.expected).toEqual({ low: 10, high: null, lowOpen: true, highOpen: true });
    expect(reading?.withHindsight).toMatchObject({
      verdict: "supported",
      value: 12,
      low: 12,
      high: null,
      period: "2020",
      asOf: TODAY.toISOString(),
    });
    expect(reading?.reasons).toContainEqual({ code: "lower_bound" });
    expect(reading?.atPublication.asOf).toBe("2025-02-10T23:59:59.999Z");
  });

  it("lists the inputs of all three questions once", () => {
    expect(json.readings[0]?.inputs).toEqual(["graduates|CHN|@2020#0", "graduates|CHN|@2025#1"]);
    expect(json.readings[0]?.now.inputs).toEqual(["graduates|CHN|@2025#1"]);
  });

  it("has the same shape before anything was assessed", () => {
    const [reading] = claimJson(claim, [], { ...TIMES, lastChecked: null }).readings;
    expect(Object.keys(reading ?? {})).toEqual(Object.keys(json.readings[0] ?? {}));
    expect(reading?.now).toMatchObject({ verdict: "not_yet_assessed", value: null, asOf: null });
    expect(reading).toMatchObject({ direction: null, margin: null, fragile: false, inputs: [], reasons: [] });
  });

  it("gives a null expectation for context", () => {
    expect(claimJson(claimOf([readingOf({ expected: null })]), [], TIMES).readings[0]?.expected).toBeNull();
    expect(claimJson(claimOf([readingOf({ expected: nearlyHalfPercent })]), [], TIMES).readings[0]?.expected?.high).toBe(50);
  });
});

describe("what is expected next", () => {
  it("is the earliest due figure of the assessments", () => {
    expect(nextExpected(assessments)).toBe("2027-07-01");
    expect(nextExpected([])).toBeNull();
  });
});
