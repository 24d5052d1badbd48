import { CLAIMS, claimById } from "@talent/catalog/claims/all";
import { INDICATORS } from "@talent/catalog/indicators/all";
import { assessClaim } from "@talent/core/claim/assess";
import type { Assessment, Question } from "@talent/core/claim/assessment";
import { bindingsOf } from "@talent/core/measure/measure";
import type { ParsedObservation } from "@talent/core/observation/observation";
import { seriesId } from "@talent/core/observation/series";
import { type EvidenceStore, evidenceAt } from "@talent/core/testing/evidence-builders";
import { ARTICLE_AS_OF, asOfInstant } from "@talent/core/time/instant";
import { beforeAll, describe, expect, it } from "vitest";
import { readCurated } from "../testing/curated-tables.ts";
import { isCurated } from "./define-curated.ts";
import { SOURCES } from "./registry.ts";

const TODAY = asOfInstant("2026-11-23");
const GRADES = { official_primary: "official", primary_research: "research", secondary: "reported" } as const;

let assessments: readonly Assessment[] = [];
let held: ReadonlySet<string> = new Set();

beforeAll(async () => {
  const sources = SOURCES.filter(isCurated);
  const observations = (await Promise.all(sources.map((source) => readCurated(source)))).flatMap((snapshot) => snapshot.observations);
  held = new Set(observations.map(seriesId));
  const facts = Object.fromEntries(
    INDICATORS.map(({ id, unit, periodKind, source }) => {
      const made = sources.find((one) => one.id === source);
      return [id, { unit, periodKind, built: made !== undefined, cadence: made?.cadence ?? null }];
    }),
  );
  const store: EvidenceStore = { series: [...Map.groupBy(observations, seriesId).values()].map(pointsOf), facts };
  const evidence = { atPublication: evidenceAt(store, ARTICLE_AS_OF), current: evidenceAt(store, TODAY) };
  assessments = CLAIMS.flatMap((claim) => assessClaim(claim, evidence, TODAY));
});

function pointsOf(series: readonly ParsedObservation[]): EvidenceStore["series"][number] {
  const [first] = series;
  if (first === undefined) throw new Error("a series without a number");
  const points = series.map(({ knownFrom, citation, publishedOn, low, high, n, bound, ...one }) => ({
    ...one,
    low: low ?? null,
    high: high ?? null,
    n: n ?? null,
    bound: bound ?? null,
    vintage: knownFrom?.at ?? "",
    publishedOn: publishedOn ?? null,
    provenance: citation === undefined ? ("official" as const) : GRADES[citation.quality],
  }));
  return [first, points];
}

const answer = (claim: string, reading: string, question: Question) =>
  assessments.find((one) => one.claim === claim && one.reading === reading && one.question === question);
const primary = (claim: string) => {
  const reading = claimById(claim)?.readings.find((one) => one.primary)?.id ?? "";
  return (["atPublication", "withHindsight", "now"] as const).map((question) => answer(claim, reading, question)?.verdict);
};

describe("the ledger over what was read by hand", () => {
  it.each([
    ["graduate-growth", ["contradicted", "contradicted", "does_not_hold"]],
    ["stem-ratio", ["supported", "supported", "no_newer_data"]],
    ["ai-programs", ["not_checkable", "not_checkable", "not_assessable"]],
    ["top-talent-origin", ["supported", "supported", "no_newer_data"]],
    ["top-talent-origin-us", ["supported", "supported", "no_newer_data"]],
    ["top-talent-work-us", ["contradicted", "contradicted", "no_newer_data"]],
    ["top-talent-work-china", ["supported", "supported", "no_newer_data"]],
    ["civil-service-record", ["supported", "supported", "holds"]],
    ["abroad-and-stay", ["supported", "supported", "lapsed"]],
    ["stem-phds", ["supported", "supported", "no_newer_data"]],
    ["visas-harder", ["supported", "supported", "lapsed"]],
    ["ai-leader-2025", ["supported", "supported", "lapsed"]],
    ["deepseek-educated-in-china", ["not_checkable", "not_checkable", "not_assessable"]],
    ["education-investment", ["not_checkable", "not_checkable", "not_assessable"]],
    ["research-funding", ["not_checkable", "not_checkable", "not_assessable"]],
    ["academia-industry-ties", ["not_checkable", "not_checkable", "not_assessable"]],
    ["more-startups", ["open", "open", "open"]],
    ["stay-and-build", ["open", "open", "open"]],
  ])("says of %s at publication, with hindsight and now: %j", (claim, verdicts) => {
    expect(primary(claim)).toEqual(verdicts);
  });

  it("finds growth of 8.4 and no base or end that gives 14, but for the mixed basis, which is not counted", () => {
    const grown = assessments.filter((one) => one.claim === "graduate-growth" && one.question === "withHindsight" && one.value !== null);
    const values = Object.fromEntries(grown.map((one) => [one.reading, Number(one.value?.toFixed(1))]));
    expect(values).toEqual({
      "regular-twenty-years": 8.4,
      "regular-twenty-years-to-newest": 7.2,
      "regular-1998-to-2020": 9.6,
      "regular-1999-to-2020": 9.4,
      "regular-1998-to-2022": 11.7,
      "regular-1999-to-2022": 11.4,
      "regular-2000-to-2022": 10.2,
      "mixed-basis-1998-to-2024": 14.2,
      "mixed-basis-1999-to-2025": 14.4,
    });
    expect(grown.filter((one) => one.verdict === "supported")).toEqual([]);
  });

  it("calls nearly half supported but fragile: the sampling interval reaches past both ends", () => {
    expect(answer("top-talent-origin", "top-fifth-2022", "atPublication")).toMatchObject({
      verdict: "supported",
      fragile: true,
      value: 47,
    });
  });

  it("finds a plurality of 42 % in the US where a majority was said, and 59 % three years before", () => {
    expect(answer("top-talent-work-us", "top-fifth-2022", "atPublication")).toMatchObject({
      verdict: "contradicted",
      fragile: false,
      value: 42,
    });
    expect(answer("top-talent-work-us", "top-fifth-2019", "atPublication")).toMatchObject({ verdict: "supported", value: 59 });
  });

  it("shows that applicants set a record and applicants per post did not, until a year later", () => {
    expect(answer("civil-service-record", "applicants-per-post", "atPublication")?.verdict).toBe("contradicted");
    expect(answer("civil-service-record", "applicants-per-post", "now")).toMatchObject({ verdict: "holds", period: "exam 2026" });
  });

  it("uses a later revision in hindsight and never at publication", () => {
    expect(answer("education-investment", "rd-intensity-two-years", "atPublication")?.value).toBeCloseTo(2.65 - 2.43, 9);
    expect(answer("education-investment", "rd-intensity-two-years", "withHindsight")?.value).toBeCloseTo(2.58 - 2.43, 9);
  });

  it("leaves unchecked what would need a number known from memory only", () => {
    expect(answer("top-talent-work-us", "top-fiftieth-2022", "withHindsight")).toMatchObject({ verdict: "not_checkable", value: null });
  });

  it("has a number for every reading whose series are held, but where a period is missing or still to come", () => {
    const without = CLAIMS.flatMap((claim) =>
      claim.readings
        .filter(({ measure }) => measure !== null && bindingsOf(measure).every((key) => held.has(seriesId(key))))
        .filter((reading) => answer(claim.id, reading.id, "withHindsight")?.value === null)
        .map((reading) => `${claim.id}/${reading.id}`),
    );
    expect(without).toEqual(["more-startups/services-filed-per-month"]);
  });
});
