import { describe, expect, it } from "vitest";
import { assessLedger, claimOf, readingOf } from "../../testing/claim-builders.ts";
import { type EvidenceStore, pointAt, seriesOf } from "../../testing/evidence-builders.ts";
import { aboutPercent, above, majorityPercent, moreThan, nearlyHalfPercent } from "../measure/interval.ts";
import { change, difference, growth, growthSince, ratio, sum, value } from "../measure/measure.ts";
import type { Reading } from "./claim.ts";
import { headline } from "./headline.ts";

const reported = { provenance: "reported" } as const;

describe("graduates grew more than 14-fold in two decades", () => {
  const regular = seriesOf("cn-graduates-regular", "CHN");
  const forecast = seriesOf("cn-graduates-forecast", "CHN");
  const store: EvidenceStore = {
    series: [
      [
        regular,
        [
          pointAt("1998", 829_800, reported),
          pointAt("1999", 847_600, reported),
          pointAt("2000", 949_800, reported),
          pointAt("2005", 3_068_000, reported),
          pointAt("2020", 7_971_991, { publishedOn: "2021-08-31" }),
          pointAt("2025", 11_051_000, { publishedOn: "2026-02-28", status: "P", ...reported }),
        ],
      ],
      [forecast, [pointAt("2025", 12_220_000, { publishedOn: "2024-11-14", status: "F", ...reported })]],
    ],
    facts: { "cn-graduates-regular": { cadence: { every: "P1Y", lag: "P3M", grace: "P8M" } } },
  };
  const like = { expected: moreThan(14), unit: "x", provenance: "reported" } as const;
  const mixed = { comparability: "reproduces the article's figure; the bases differ" };
  const readings: Reading[] = [
    readingOf({ ...like, id: "twenty-years", measure: growth(value(regular), { years: 20 }) }),
    readingOf({ ...like, id: "base-1998", primary: false, measure: growthSince(value(regular), { base: "1998" }) }),
    readingOf({ ...like, id: "base-1999", primary: false, measure: growthSince(value(regular), { base: "1999" }) }),
    readingOf({
      ...like,
      id: "mixed",
      primary: false,
      uncounted: true,
      period: "2025",
      fit: "bridged",
      bridge: "shows how 14 can be reproduced",
      measure: growthSince(value(forecast), { base: "1998", baseOf: value(regular), ...mixed }),
    }),
  ];
  const claim = claimOf(readings, {
    kind: "growth_factor",
    paraphrase: { en: "University graduates per year grew more than 14-fold in two decades." },
  });
  const answer = assessLedger(claim, store);

  it("is contradicted at 8.4x, then and with hindsight, and does not hold on the newest 20 years", () => {
    for (const question of ["atPublication", "withHindsight"] as const) {
      expect(answer("twenty-years", question)).toMatchObject({ verdict: "contradicted", period: "2020", fragile: false });
      expect(answer("twenty-years", question).value).toBeCloseTo(8.39, 2);
    }
    expect(answer("twenty-years", "now")).toMatchObject({ verdict: "does_not_hold", period: "2025" });
    expect(answer("twenty-years", "now").value).toBeCloseTo(3.6, 2);
    expect(answer("twenty-years", "withHindsight").margin).toMatchObject({ flipsAt: 14, standardErrors: null });
  });

  it("is contradicted on every other base too", () => {
    expect(answer("base-1998", "withHindsight").value).toBeCloseTo(9.61, 2);
    expect(headline(claim, [...["base-1998", "base-1999", "twenty-years"].map((id) => answer(id, "withHindsight"))])).toMatchObject({
      sensitivity: { agree: 0, total: 2, unanswered: 0 },
      dataOrigins: 1,
    });
  });

  it("shows how 14 can be reproduced, without counting it and without a forecast in any verdict of today", () => {
    const reproduced = answer("mixed", "withHindsight");
    expect(reproduced.value).toBeCloseTo(14.73, 2);
    expect(reproduced.reasons).toContainEqual({ code: "forecast_used" });
    expect(answer("mixed", "now").verdict).toBe("not_assessable");
  });
});

describe("the world's top AI researchers", () => {
  const origin = (area: string) => seriesOf("top-ai-talent-origin", area, { tier: "top-20" });
  const place = (area: string) => seriesOf("top-ai-talent-workplace", area, { tier: "top-20" });
  const published = { publishedOn: "2024-03-06", ...reported };
  const store: EvidenceStore = {
    series: [
      [origin("CHN"), [pointAt("2022", 47, { n: 867, ...published })]],
      [origin("USA"), [pointAt("2022", 18, { n: 867, ...published })]],
      [place("USA"), [pointAt("2019", 59, { n: 675, ...reported }), pointAt("2022", 42, { n: 867, ...published })]],
      [place("CHN"), [pointAt("2019", 11, { n: 675, ...reported }), pointAt("2022", 28, { n: 867, ...published })]],
    ],
    facts: {
      "top-ai-talent-origin": { unit: "percent", cadence: { every: "P3Y", lag: "P15M", grace: "P6M", orphaned: true } },
      "top-ai-talent-workplace": { unit: "percent" },
    },
  };
  const share = { unit: "%", period: "2022", provenance: "reported", dataOrigin: "MacroPolo" } as const;
  const answer = assessLedger(
    claimOf([
      readingOf({ ...share, id: "origin-study", measure: value(origin("CHN")), expected: nearlyHalfPercent, sameStudy: true }),
      readingOf({ ...share, id: "origin-sample", measure: value(origin("CHN")), expected: nearlyHalfPercent, primary: false }),
      readingOf({ ...share, id: "origin-us", measure: value(origin("USA")), expected: aboutPercent(18), sameStudy: true, primary: false }),
      readingOf({ ...share, id: "work-us", measure: value(place("USA")), expected: majorityPercent, primary: false }),
      readingOf({ ...share, id: "work-us-2019", measure: value(place("USA")), expected: majorityPercent, period: "2019", primary: false }),
      readingOf({
        ...share,
        id: "work-china",
        measure: change(value(place("CHN")), { since: "2019" }),
        expected: above(0),
        unit: "points",
        primary: false,
      }),
    ]),
    store,
  );

  it("47 % of 867 is supported for nearly half on the study itself, and fragile", () => {
    const study = answer("origin-study", "withHindsight");
    expect(study).toMatchObject({ verdict: "supported", low: 46.5, high: 47.5, fragile: true });
    expect(study.margin?.standardErrors).toBeCloseTo(1.18, 2);
    expect(study.reasons).toContainEqual({ code: "same_study" });
  });

  it("the same 47 % as an independent sample would be undetermined, on the claim's side", () => {
    const sample = answer("origin-sample", "withHindsight");
    expect(sample.verdict).toBe("undetermined");
    expect(sample.low).toBeCloseTo(43.7, 1);
    expect(sample.high).toBeCloseTo(50.3, 1);
    expect(sample.reasons).toContainEqual({ code: "straddles", side: "inside" });
    expect(sample.fragile).toBe(false);
  });

  it("18 % is about 18 %", () => {
    expect(answer("origin-us", "withHindsight").verdict).toBe("supported");
  });

  it("a majority in the US is contradicted at 42 % for 2022, and stood at 59 % in 2019", () => {
    expect(answer("work-us", "atPublication")).toMatchObject({ verdict: "contradicted", value: 42, fragile: false });
    expect(answer("work-us-2019", "withHindsight")).toMatchObject({ verdict: "supported", value: 59 });
    expect(answer("work-us-2019", "now")).toMatchObject({ verdict: "does_not_hold", period: "2022" });
  });

  it("the share working in China grew beyond noise, and two points make no direction", () => {
    expect(answer("work-china", "withHindsight")).toMatchObject({ verdict: "supported", value: 17 });
    expect(answer("work-china", "now").direction).toBe("too_few_points");
  });

  it("the orphaned study lapses rather than keeping its last word", () => {
    const now = answer("origin-study", "now");
    expect(now.verdict).toBe("no_newer_data");
    expect(now.validUntil).toBe("2027-10-01T00:00:00.000Z");
    expect(now.reasons).toContainEqual({ code: "orphaned", indicator: "top-ai-talent-origin" });
  });
});

describe("more than four times as many STEM graduates as the US", () => {
  const stem = (area: string) => seriesOf("stem-graduates", area, { level: "all-tertiary" });
  const field = (area: string, code: string) => seriesOf("se-first-degrees", area, { field: code });
  const degrees = (area: string, numbers: Record<string, number>): EvidenceStore["series"] =>
    Object.entries(numbers).map(([code, number]) => [field(area, code), [pointAt("2018", number)]] as const);
  const store: EvidenceStore = {
    series: [
      [stem("CHN"), [pointAt("2020", 3_570_000, { publishedOn: "2023-11-27", status: "E", ...reported })]],
      [stem("USA"), [pointAt("2020", 820_000, { publishedOn: "2023-11-27", status: "E", ...reported })]],
      ...degrees("CHN", { "all-se": 1_821_950, social: 229_645, engineering: 1_269_173 }),
      ...degrees("USA", { "all-se": 811_195, social: 358_600, engineering: 147_712, computing: 85_189 }),
    ],
  };
  const like = { expected: moreThan(4), unit: "x" } as const;
  const nsf = {
    ...like,
    period: "2018",
    primary: false,
    fit: "bridged",
    bridge: "first degrees only, two years earlier",
    dataOrigin: "MOE",
  } as const;
  const natural = (area: string) => difference(value(field(area, "all-se")), value(field(area, "social")));
  const technical = ratio(value(field("CHN", "engineering")), sum([value(field("USA", "engineering")), value(field("USA", "computing"))]));
  const claim = claimOf([
    readingOf({ ...like, id: "cset", measure: ratio(value(stem("CHN")), value(stem("USA"))), dataOrigin: "CSET" }),
    readingOf({ ...nsf, id: "all-se", measure: ratio(value(field("CHN", "all-se")), value(field("USA", "all-se"))) }),
    readingOf({ ...nsf, id: "without-social", measure: ratio(natural("CHN"), natural("USA")) }),
    readingOf({ ...nsf, id: "engineering-computing", measure: technical }),
  ]);
  const answer = assessLedger(claim, store);

  it("is supported at 4.35 by the source closest to it", () => {
    const closest = answer("cset", "withHindsight");
    expect(closest).toMatchObject({ verdict: "supported", fragile: false });
    expect(closest.value).toBeCloseTo(4.35, 2);
    expect(closest.reasons).toContainEqual({ code: "estimated" });
    expect(closest.reasons).toContainEqual({ code: "provenance_capped", provenance: "reported" });
  });

  it.each([
    ["all-se", 2.25, "contradicted"],
    ["without-social", 3.52, "contradicted"],
    ["engineering-computing", 5.45, "supported"],
  ] as const)("the choice of fields decides: %s gives %f, %s", (reading, number, verdict) => {
    expect(answer(reading, "withHindsight").verdict).toBe(verdict);
    expect(answer(reading, "withHindsight").value).toBeCloseTo(number, 2);
  });

  it("counts one of three variants as agreeing, on two origins", () => {
    const all = claim.readings.map((reading) => answer(reading.id, "withHindsight"));
    expect(headline(claim, all)).toMatchObject({ sensitivity: { agree: 1, total: 3, unanswered: 0 }, dataOrigins: 2 });
  });
});
