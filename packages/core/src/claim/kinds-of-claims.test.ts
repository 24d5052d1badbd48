import { describe, expect, it } from "vitest";
import { assessLedger, claimOf, GRADUATES, readingOf } from "../../testing/claim-builders.ts";
import { type EvidenceStore, pointAt, seriesOf } from "../../testing/evidence-builders.ts";
import { above, allPercent, atMost, inForce, interval, moreThan } from "../measure/interval.ts";
import { cumulative, max, record, value } from "../measure/measure.ts";
import { reasonWords } from "../text/verdict-text.ts";
import { expectsReview } from "./ledger-json.ts";

const reported = { provenance: "reported" } as const;

describe("each kind of claim", () => {
  it("1,482 programmes at least neither refute nor support 2,300, and 2,400 at least support them", () => {
    const majors = seriesOf("ai-family-majors", "CHN");
    const facts = { "ai-family-majors": { periodKind: "batch", unit: "programmes", cumulative: true } } as const;
    const reading = readingOf({
      measure: value(majors),
      expected: moreThan(2300),
      period: "batch 2021",
      fit: "bridged",
      bridge: "AI-family majors",
    });
    const verdict = (number: number) =>
      assessLedger(claimOf([reading]), { series: [[majors, [pointAt("batch 2021", number, { bound: "lower" })]]], facts })(
        "level",
        "withHindsight",
      );
    expect(verdict(1482)).toMatchObject({ verdict: "undetermined", high: null });
    expect(verdict(1482).reasons.map(({ code }) => code)).toEqual(["straddles", "bridged", "lower_bound"]);
    expect(verdict(2400)).toMatchObject({ verdict: "supported", low: 2400, high: null });
  });

  it("civil-service applicants are a record, whatever the posts, and the new age limit is a break", () => {
    const applicants = seriesOf("civil-service-applicants", "CHN", { stage: "passed-review" });
    const exams = [
      pointAt("exam 2018", 1_659_700, reported),
      pointAt("exam 2019", 1_379_300, reported),
      pointAt("exam 2024", 3_033_000, { publishedOn: "2023-11-26", ...reported }),
      pointAt("exam 2025", 3_416_000, { publishedOn: "2024-10-26", ...reported }),
      pointAt("exam 2026", 3_718_000, { publishedOn: "2025-10-26", status: "B", ...reported }),
    ];
    const reading = readingOf({
      measure: record(value(applicants)),
      expected: above(1),
      period: "exam 2025",
      provenance: "reported",
      unit: "x",
    });
    const facts = { "civil-service-applicants": { periodKind: "exam" } } as const;
    const answer = assessLedger(claimOf([reading], { kind: "record" }), { series: [[applicants, exams]], facts });
    expect(answer("level", "atPublication")).toMatchObject({ verdict: "supported", fragile: false });
    expect(answer("level", "atPublication").value).toBeCloseTo(1.126, 3);
    expect(answer("level", "now")).toMatchObject({ verdict: "holds", period: "exam 2026", direction: "too_few_points" });
    expect(answer("level", "now").reasons).toContainEqual({ code: "across_break", period: "exam 2026" });
  });

  it("89 % ever affiliated with China is not in line with all of them, and refutes no one", () => {
    const team = seriesOf("deepseek-team-share", "CHN", { measure: "ever-china-affiliated" });
    const store: EvidenceStore = {
      series: [[team, [pointAt("2025", 89, { publishedOn: "2025-04-21" })]]],
      facts: { "deepseek-team-share": { unit: "percent" } },
    };
    const answer = assessLedger(
      claimOf([
        readingOf({ id: "education", measure: null, notHeld: "not_held_by_us", expected: allPercent, unit: "%", period: "2025" }),
        readingOf({ id: "hoover", measure: value(team), expected: allPercent, unit: "%", period: "2025", primary: false, fit: "proxy" }),
      ]),
      store,
    );
    expect(answer("education", "withHindsight").verdict).toBe("not_checkable");
    expect(answer("hoover", "atPublication").verdict).toBe("not_checkable");
    expect(answer("hoover", "withHindsight").verdict).toBe("not_in_line");
  });

  it("a proclamation is supported while it is in force, contradicted once it is not, and lapses unchecked", () => {
    const rule = seriesOf("policy-in-force", "USA", { event: "proclamation-10043" });
    const facts = {
      "policy-in-force": { periodKind: "day", unit: "in force", cadence: { every: "P1Y", lag: "P0D", grace: "P3M" } },
    } as const;
    const reading = readingOf({ measure: value(rule), expected: inForce, period: "2020-06-01", unit: "in force" });
    const points = [pointAt("2020-06-01", 1, { publishedOn: "2020-06-04" }), pointAt("2026-11-01", 1, { publishedOn: "2026-11-01" })];
    const verdict = (more: typeof points, knownAt: string) =>
      assessLedger(claimOf([reading], { kind: "policy_event" }), { series: [[rule, more]], facts }, knownAt)("level", "now").verdict;
    expect(assessLedger(claimOf([reading]), { series: [[rule, points]], facts })("level", "now")).toMatchObject({
      direction: null,
      margin: null,
    });
    expect(verdict(points, "2026-11-23")).toBe("holds");
    expect(verdict([...points, pointAt("2027-01-20", 0, { publishedOn: "2027-01-20" })], "2027-02-01")).toBe("does_not_hold");
    expect(verdict(points, "2028-02-02")).toBe("lapsed");
  });

  it("a policy event states our next review, where a figure states its publisher's next figure", () => {
    const cadence = { every: "P1Y", lag: "P0D", grace: "P3M" };
    const rule = seriesOf("policy-in-force", "USA", { event: "proclamation-10043" });
    const facts = { "policy-in-force": { periodKind: "day", unit: "in force", cadence } } as const;
    const store = { series: [[rule, [pointAt("2026-11-01", 1, { publishedOn: "2026-11-01" })]]], facts } as const;
    const policy = claimOf([readingOf({ measure: value(rule), expected: inForce, period: "2020-06-01", unit: "in force" })]);
    const said = (at: string) => assessLedger(policy, store, at)("level", "now").reasons.map(reasonWords).join(" ");
    expect(said("2026-11-23")).toContain("Our next review is due by 2 November 2027.");
    expect(said("2028-02-02")).toContain("Our next review was due 2 November 2027; we make no statement about today.");
    expect(said("2026-11-23") + said("2028-02-02")).not.toMatch(/figure|The next/);
    expect(expectsReview([assessLedger(policy, store)("level", "now")])).toBe(true);
    const counted = { series: [[GRADUATES, [pointAt("2025", 12)]]], facts: { graduates: { cadence } } } as const;
    const figure = assessLedger(claimOf([readingOf()]), counted)("level", "now");
    expect(figure.reasons.map(reasonWords).join(" ")).toContain("The next figure is due by 1 January 2027.");
    expect(expectsReview([figure])).toBe(false);
  });

  it("both universities are within the first 50 only when the worse rank is, and a printed band is an interval", () => {
    const rank = (university: string) => seriesOf("the-rank", "CHN", { university });
    const facts = { "the-rank": { periodKind: "edition", unit: "rank" } } as const;
    const reading = readingOf({
      measure: max([value(rank("tsinghua")), value(rank("peking"))]),
      expected: atMost(50),
      period: "edition 2025",
      unit: "rank",
    });
    const verdict = (worse: ReturnType<typeof pointAt>) =>
      assessLedger(claimOf([reading]), {
        series: [
          [rank("tsinghua"), [pointAt("edition 2025", 12)]],
          [rank("peking"), [worse]],
        ],
        facts,
      })("level", "withHindsight").verdict;
    expect(verdict(pointAt("edition 2025", 13))).toBe("supported");
    expect(verdict(pointAt("edition 2025", 51))).toBe("contradicted");
    expect(verdict(pointAt("edition 2025", 41, { low: 41, high: 60, raw: "41-60" }))).toBe("undetermined");
  });

  it("a sum since a base never has a direction", () => {
    const majors = seriesOf("ai-major-approvals", "CHN");
    const points = [2018, 2019, 2020, 2021].map((batch) => pointAt(`batch ${batch}`, 100 + batch));
    const facts = { "ai-major-approvals": { periodKind: "batch", unit: "universities" } } as const;
    const reading = readingOf({
      measure: cumulative(value(majors), { since: "batch 2018" }),
      expected: interval(0, 1e6),
      period: "batch 2019",
    });
    const now = assessLedger(claimOf([reading]), { series: [[majors, points]], facts })("level", "now");
    expect(now).toMatchObject({ verdict: "holds", direction: "too_few_points" });
    const plain = assessLedger(claimOf([{ ...reading, measure: value(majors) }]), { series: [[majors, points]], facts })("level", "now");
    expect(plain.direction).not.toBe("too_few_points");
  });
});
