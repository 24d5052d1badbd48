import { describe, expect, it } from "vitest";
import { claimOf, GRADUATES, readingOf } from "../../testing/claim-builders.ts";
import { evidenceAt, pointAt } from "../../testing/evidence-builders.ts";
import { asOfInstant } from "../time/instant.ts";
import { assessClaim } from "./assess.ts";
import type { Assessment, Verdict } from "./assessment.ts";
import { headline } from "./headline.ts";

const TODAY = asOfInstant("2026-11-23");
const evidence = evidenceAt({ series: [[GRADUATES, [pointAt("2020", 12), pointAt("2021", 5), pointAt("2024", 11)]]] }, TODAY);
const assessed = (claim: ReturnType<typeof claimOf>): Assessment[] =>
  assessClaim(claim, { atPublication: evidence, current: evidence }, TODAY);

describe("the headline", () => {
  const variants = [
    readingOf(),
    readingOf({ id: "agrees", primary: false, dataOrigin: "OECD" }),
    readingOf({ id: "disagrees", primary: false, period: "2021", fit: "bridged", bridge: "a year later" }),
    readingOf({ id: "unanswered", primary: false, period: "2019", dataOrigin: "nobody" }),
    readingOf({ id: "proxy", primary: false, fit: "proxy", dataOrigin: "a proxy's" }),
    readingOf({ id: "context", primary: false, fit: "related", dataOrigin: "context's" }),
    readingOf({ id: "reproduced", primary: false, uncounted: true, dataOrigin: "uncounted" }),
  ];

  it("is the primary reading, then the others as counts", () => {
    const claim = claimOf(variants);
    expect(headline(claim, assessed(claim))).toEqual({
      primary: { atPublication: "supported", withHindsight: "supported", now: "holds" },
      sensitivity: { agree: 1, total: 3, unanswered: 1 },
      dataOrigins: 2,
    });
  });

  it("counts one origin once, however many readings repeat it", () => {
    const claim = claimOf([readingOf(), ...Array.from({ length: 10 }, (_, i) => readingOf({ id: `paper ${i}`, primary: false }))]);
    expect(headline(claim, assessed(claim))).toMatchObject({ sensitivity: { agree: 10, total: 10 }, dataOrigins: 1 });
  });

  it("of an opinion is not checkable, and of a claim without an assessment not yet assessed", () => {
    const nothing = { sensitivity: { agree: 0, total: 0, unanswered: 0 }, dataOrigins: 0 };
    const opinion = claimOf([], { kind: "opinion" });
    expect(assessed(opinion)).toEqual([]);
    expect(headline(opinion, [])).toEqual({
      primary: { atPublication: "not_checkable", withHindsight: "not_checkable", now: "not_assessable" },
      ...nothing,
    });
    const all = (verdict: Verdict) => ({ atPublication: verdict, withHindsight: verdict, now: verdict });
    expect(headline(claimOf([readingOf()]), [])).toEqual({ primary: all("not_yet_assessed"), ...nothing });
  });

  it("does not take another claim's assessment for its own", () => {
    const claim = claimOf([readingOf()]);
    const foreign = assessed(claim).map((one) => ({ ...one, claim: "another" }));
    expect(headline(claim, foreign).primary.now).toBe("not_yet_assessed");
  });
});
