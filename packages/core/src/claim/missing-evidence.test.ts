import { describe, expect, it } from "vitest";
import { claimOf, GRADUATES, readingOf } from "../../testing/claim-builders.ts";
import { type EvidenceStore, evidenceAt, type PointInput, pointAt } from "../../testing/evidence-builders.ts";
import { growth, ratio, value } from "../measure/measure.ts";
import type { SeriesPoint } from "../observation/observation.ts";
import { asOfInstant, publicationAsOf } from "../time/instant.ts";
import { assessReading } from "./assess.ts";
import type { Question, Verdict } from "./assessment.ts";
import type { Reading } from "./claim.ts";

const TODAY = "2026-11-23";
const YEARLY = { every: "P1Y", lag: "P6M", grace: "P6M" };
const since2026: Partial<SeriesPoint> = { vintage: "2026-03-01T06:00:00.000Z" };

function assess(question: Question, store: EvidenceStore, reading: Partial<Reading> = {}, knownAt = TODAY) {
  const asked = readingOf(reading);
  const instant = asOfInstant(knownAt);
  const asOf = question === "atPublication" ? publicationAsOf(instant) : instant;
  return assessReading(claimOf([asked]), asked, question, evidenceAt(store, asOf), instant, evidenceAt(store, instant));
}

const one = (points: PointInput[], more: Partial<EvidenceStore> = {}): EvidenceStore => ({ series: [[GRADUATES, points]], ...more });
const codes = (assessment: { reasons: readonly { code: string }[] }): string[] => assessment.reasons.map((reason) => reason.code);

describe("no value for the claim's own period is not checkable, and says which", () => {
  it.each<[string, Question, EvidenceStore, Partial<Reading>, string]>([
    ["nobody has a number", "withHindsight", one([pointAt("2019", 9)]), {}, "no_evidence"],
    ["there is a number, not with us", "withHindsight", one([]), { measure: null, notHeld: "not_held_by_us" }, "not_held_by_us"],
    ["nothing could ever be measured", "atPublication", one([]), { measure: null, notHeld: "no_evidence" }, "no_evidence"],
    ["the source took it back", "withHindsight", one([pointAt("2020", null, { cause: "withdrawal", status: "M" })]), {}, "withdrawn"],
    ["the source says it is missing", "withHindsight", one([pointAt("2020", null, { status: "L" })]), {}, "no_evidence"],
    ["its source is not built yet", "withHindsight", one([], { facts: { graduates: { built: false } } }), {}, "source_not_built"],
    ["it waits in quarantine", "withHindsight", one([], { held: [[GRADUATES, "2020"]] }), {}, "quarantined"],
    ["only a forecast exists", "withHindsight", one([pointAt("2020", 12, { status: "F" })]), {}, "forecast_only"],
    [
      "published then, held by us only later",
      "atPublication",
      one([pointAt("2020", 12, { publishedOn: "2021-08-31", ...since2026 })]),
      {},
      "published_then_not_held",
    ],
    ["held only later, publication unknown", "atPublication", one([pointAt("2020", 12, since2026)]), {}, "not_held_by_us"],
    [
      "a forecast that came later",
      "atPublication",
      one([pointAt("2020", 12, { status: "F", publishedOn: "2021-08-31", ...since2026 })]),
      {},
      "no_evidence",
    ],
    ["published only after the article", "atPublication", one([pointAt("2020", 12, { publishedOn: "2025-02-11" })]), {}, "no_evidence"],
    [
      "one side of a ratio is absent",
      "withHindsight",
      one([pointAt("2020", 12)]),
      { measure: ratio(value(GRADUATES), value({ ...GRADUATES, area: "USA" })) },
      "no_evidence",
    ],
    [
      "the base year is absent",
      "withHindsight",
      one([pointAt("2020", 12)]),
      { measure: growth(value(GRADUATES), { years: 20 }) },
      "no_evidence",
    ],
    [
      "the numbers give no result",
      "withHindsight",
      one([pointAt("2020", 0)]),
      { measure: ratio(value(GRADUATES), value(GRADUATES)) },
      "not_computable",
    ],
  ])("%s", (_, question, store, reading, code) => {
    const assessment = assess(question, store, reading);
    expect(assessment).toMatchObject({ verdict: "not_checkable", value: null, inputs: [], period: "2020", validUntil: null });
    expect(codes(assessment)).toEqual([code]);
  });

  it("a number published on the article's day counts, one of the next day does not", () => {
    expect(assess("atPublication", one([pointAt("2020", 12, { publishedOn: "2025-02-10" })])).verdict).toBe("supported");
    expect(assess("atPublication", one([pointAt("2020", 12, { publishedOn: "2025-02-11" })])).verdict).toBe("not_checkable");
  });

  it("says with which dates a number was published and held", () => {
    const store = one([pointAt("2020", 12, { publishedOn: "2021-08-31", ...since2026 })]);
    expect(assess("atPublication", store).reasons).toEqual([
      {
        code: "published_then_not_held",
        indicator: "graduates",
        area: "CHN",
        period: "2020",
        publishedOn: "2021-08-31",
        heldSince: "2026-03-01",
      },
    ]);
    expect(assess("withHindsight", store).verdict).toBe("supported");
  });

  it("a related reading without a value is not checkable rather than context", () => {
    expect(assess("withHindsight", one([]), { fit: "related" }).verdict).toBe("not_checkable");
    expect(assess("withHindsight", one([pointAt("2020", 5)]), { fit: "related" }).verdict).toBe("context");
  });
});

describe("the newest period", () => {
  const facts = { graduates: { cadence: YEARLY } };

  it.each<[string, EvidenceStore, Partial<Reading>, Verdict, string | null, string]>([
    ["no value at all", one([]), {}, "not_assessable", null, "no_evidence"],
    ["source not built", one([], { facts: { graduates: { built: false } } }), {}, "not_assessable", null, "source_not_built"],
    ["not held", one([]), { measure: null, notHeld: "not_held_by_us" }, "not_assessable", null, "not_held_by_us"],
    ["only a quarantined value", one([], { held: [[GRADUATES, "2020"]] }), {}, "not_assessable", null, "quarantined"],
    ["newest is the own period", one([pointAt("2020", 12)]), {}, "no_newer_data", "2020", "no_newer_data"],
    [
      "newest is the own period, revised",
      one([pointAt("2020", 12), pointAt("2020", 5, { cause: "revision", ...since2026 })]),
      {},
      "no_newer_data",
      "2020",
      "no_newer_data",
    ],
    ["newest is older than the own period", one([pointAt("2018", 12)]), {}, "no_newer_data", "2018", "no_newer_data"],
    ["newest is newer", one([pointAt("2020", 12), pointAt("2025", 13)]), {}, "holds", "2025", "inside_expected"],
    ["newest is newer and below", one([pointAt("2020", 12), pointAt("2025", 7)]), {}, "does_not_hold", "2025", "disjoint_expected"],
    ["a stated year only", one([pointAt("2020", 12), pointAt("2025", 13)]), { newest: "fixed" }, "no_newer_data", "2020", "fixed_period"],
    ["past cadence and grace outranks no newer data", one([pointAt("2020", 12)], { facts }), {}, "lapsed", "2020", "lapsed"],
    [
      "past cadence and grace outranks the test",
      one([pointAt("2020", 12), pointAt("2023", 13)], { facts }),
      {},
      "lapsed",
      "2023",
      "lapsed",
    ],
    ["a proxy in line", one([pointAt("2025", 13)], { facts }), { fit: "proxy" }, "in_line", "2025", "inside_expected"],
    ["a proxy not in line", one([pointAt("2025", 7)], { facts }), { fit: "proxy" }, "not_in_line", "2025", "disjoint_expected"],
    ["a lapsed proxy", one([pointAt("2021", 7)], { facts }), { fit: "proxy" }, "lapsed", "2021", "lapsed"],
    ["context stays context", one([pointAt("2021", 7)], { facts }), { fit: "related" }, "context", "2021", "lapsed"],
  ])("%s", (_, store, reading, verdict, period, code) => {
    const assessment = assess("now", store, reading);
    expect(assessment).toMatchObject({ verdict, period });
    expect(codes(assessment)).toContain(code);
  });

  it("says when the next was due, and until when the clock alone changes nothing", () => {
    const before = assess("now", one([pointAt("2020", 12), pointAt("2025", 13)], { facts }));
    expect(before.validUntil).toBe("2028-01-01T00:00:00.000Z");
    expect(before.reasons).toContainEqual({ code: "next_due", due: "2027-07-01" });
    const after = assess("now", one([pointAt("2020", 12), pointAt("2025", 13)], { facts }), {}, "2028-01-01");
    expect(after).toMatchObject({ verdict: "lapsed", validUntil: null, direction: null, margin: null });
    expect(after.reasons[0]).toEqual({ code: "lapsed", due: "2027-07-01", period: "2025" });
  });

  it("lapses at the very instant it names", () => {
    const store = one([pointAt("2025", 13)], { facts });
    expect(assess("now", store, {}, "2027-12-31").verdict).toBe("holds");
    expect(assess("now", store, {}, "2028-01-01T00:00:00Z").verdict).toBe("lapsed");
  });

  it("a label lapses from its publication, not from the year in its name", () => {
    const key = { indicator: "applicants", area: "CHN", dimensions: {} };
    const cadence = { every: "P1Y", lag: "P15D", grace: "P45D" };
    const store = {
      series: [[key, [pointAt("exam 2026", 13, { publishedOn: "2025-10-26" })]]],
      facts: { applicants: { periodKind: "exam", cadence } },
    } as const;
    const reading = { measure: value(key), period: "exam 2025" };
    expect(assess("now", store, reading, "2025-10-25").verdict).toBe("not_assessable");
    expect(assess("now", store, reading, "2025-10-26")).toMatchObject({
      verdict: "holds",
      period: "exam 2026",
      validUntil: "2026-12-10T00:00:00.000Z",
    });
    expect(assess("now", store, reading, "2026-12-10").verdict).toBe("lapsed");
  });

  it("waits for the slower of two sources", () => {
    const usa = { indicator: "graduates-us", area: "USA", dimensions: {} };
    const slow = { every: "P4Y", lag: "P1Y", grace: "P1Y" };
    const store = {
      series: [
        [GRADUATES, [pointAt("2020", 50), pointAt("2022", 60)]],
        [usa, [pointAt("2020", 4), pointAt("2022", 4)]],
      ],
      facts: { graduates: { cadence: YEARLY }, "graduates-us": { cadence: slow } },
    } as const;
    const measure = ratio(value(GRADUATES), value(usa), { comparability: "both count first degrees" });
    expect(assess("now", store, { measure })).toMatchObject({ verdict: "holds", period: "2022", validUntil: "2029-01-01T00:00:00.000Z" });
  });

  it("says that an orphaned source is not updatable", () => {
    const orphaned = { graduates: { cadence: { ...YEARLY, every: "P9Y", orphaned: true } } };
    const assessment = assess("now", one([pointAt("2020", 12)], { facts: orphaned }));
    expect(assessment.verdict).toBe("no_newer_data");
    expect(assessment.reasons).toContainEqual({ code: "orphaned", indicator: "graduates" });
    expect(codes(assessment)).not.toContain("next_due");
  });

  it("takes no forecast, no unfinished and no still-filling period", () => {
    const filling = { graduates: { cadence: { ...YEARLY, grace: "P9Y", stillFilling: 2 } } };
    const points = [
      pointAt("2021", 11),
      pointAt("2022", 12),
      pointAt("2023", 13),
      pointAt("2024", 3),
      pointAt("2025", 1),
      pointAt("2026", 99, { status: "F" }),
    ];
    expect(assess("now", one(points, { facts: filling }))).toMatchObject({ verdict: "holds", period: "2023" });
    expect(assess("now", one(points))).toMatchObject({ verdict: "does_not_hold", period: "2025" });
    expect(assess("now", one([pointAt("2025", 13), pointAt("2026", 15)]))).toMatchObject({
      period: "2025",
      validUntil: "2026-12-31T23:59:59.999Z",
    });
    expect(assess("now", one([pointAt("2025", 13), pointAt("2026", 15)]), {}, "2026-12-31")).toMatchObject({ period: "2026" });
  });

  it("takes a day as soon as it is known, because what is counted on a day is a state", () => {
    const key = { indicator: "unicorns", area: "CHN", dimensions: {} };
    const store = {
      series: [[key, [pointAt("2025-07-10", 157, { vintage: "2025-07-10T06:00:00.000Z" })]]],
      facts: { unicorns: { periodKind: "day" } },
    } as const;
    const reading = { measure: value(key), period: "2025-01-01" };
    expect(assess("now", store, reading, "2025-07-10T05:59:59Z").verdict).toBe("not_assessable");
    expect(assess("now", store, reading, "2025-07-10T06:00:00Z")).toMatchObject({ verdict: "holds", period: "2025-07-10" });
  });

  it("takes the newest common period, and moves a growth's base along", () => {
    const usa = { ...GRADUATES, area: "USA" };
    const store = {
      series: [
        [GRADUATES, [pointAt("2020", 50), pointAt("2022", 60), pointAt("2023", 70)]],
        [usa, [pointAt("2020", 4), pointAt("2022", 4)]],
      ],
    } as const;
    expect(assess("now", store, { measure: ratio(value(GRADUATES), value(usa)) })).toMatchObject({ period: "2022", value: 15 });
    const moving = one([pointAt("2000", 1), pointAt("2005", 4), pointAt("2020", 20), pointAt("2025", 20)]);
    expect(assess("now", moving, { measure: growth(value(GRADUATES), { years: 20 }) })).toMatchObject({
      period: "2025",
      value: 5,
      verdict: "does_not_hold",
    });
  });

  it("mentions a newer number that waits for review", () => {
    const assessment = assess("now", one([pointAt("2020", 12), pointAt("2024", 13)], { held: [[GRADUATES, "2025"]] }));
    expect(assessment).toMatchObject({ verdict: "holds", period: "2024" });
    expect(assessment.reasons).toContainEqual({ code: "newer_quarantined", indicator: "graduates", area: "CHN", period: "2025" });
  });
});
