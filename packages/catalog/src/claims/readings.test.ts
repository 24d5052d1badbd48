import { assessReading } from "@talent/core/claim/assess";
import type { Assessment } from "@talent/core/claim/assessment";
import type { SeriesKey } from "@talent/core/observation/observation";
import { evidenceAt, type PointInput, pointAt } from "@talent/core/testing/evidence-builders";
import { asOfInstant } from "@talent/core/time/instant";
import { describe, expect, it } from "vitest";
import { INDICATORS } from "../indicators/all.ts";
import { series } from "../series/series.ts";
import { claimById } from "./all.ts";

const TODAY = asOfInstant("2026-11-23");
const facts = Object.fromEntries(INDICATORS.map(({ id, unit, periodKind }) => [id, { unit, periodKind }]));

/** A reading of the ledger over numbers as the publishers print them, with everything known. */
function assessed(claimId: string, readingId: string, numbers: readonly (readonly [SeriesKey, readonly PointInput[]])[]): Assessment {
  const claim = claimById(claimId);
  const reading = claim?.readings.find((one) => one.id === readingId);
  if (claim === undefined || reading === undefined) throw new Error(`no reading ${claimId}/${readingId}`);
  return assessReading(claim, reading, "withHindsight", evidenceAt({ series: numbers, facts }, TODAY), TODAY);
}

const degrees = (area: "CHN" | "USA", field: "se" | "social-behavioral" | "engineering" | "computer-sciences", value: number) =>
  [series("se-first-degrees", area, { field }), [pointAt("2018", value)]] as const;
const doctorates = (area: "CHN" | "USA", field: "se" | "social-behavioral", value: number) =>
  [series("se-doctorates", area, { field }), [pointAt("2018", value)]] as const;

describe("STEM graduates of 2018 by the US indicators", () => {
  const printed = [
    degrees("CHN", "se", 1_821_950),
    degrees("CHN", "social-behavioral", 229_645),
    degrees("CHN", "engineering", 1_269_173),
    degrees("USA", "se", 811_195),
    degrees("USA", "social-behavioral", 358_600),
    degrees("USA", "engineering", 147_712),
    degrees("USA", "computer-sciences", 85_189),
  ];

  it.each([
    ["first-degrees-all-se", 2.246, "contradicted"],
    ["first-degrees-without-social", 3.518, "contradicted"],
    ["first-degrees-engineering-computing", 5.449, "supported"],
  ])("%s give %f: the choice of fields decides (%s)", (reading, value, verdict) => {
    const assessment = assessed("stem-ratio", reading, printed);
    expect(assessment.value).toBeCloseTo(value, 3);
    expect(assessment).toMatchObject({ verdict, period: "2018" });
  });
});

describe("science doctorates of 2018 by the US indicators", () => {
  const printed = [
    doctorates("CHN", "se", 39_768),
    doctorates("CHN", "social-behavioral", 2_142),
    doctorates("USA", "se", 41_071),
    doctorates("USA", "social-behavioral", 9_802),
  ];

  it("are fewer than American ones with social sciences and more without", () => {
    expect(assessed("stem-phds", "doctorates-all-se", printed)).toMatchObject({ verdict: "contradicted", value: 39_768 / 41_071 });
    expect(assessed("stem-phds", "doctorates-without-social", printed)).toMatchObject({ verdict: "supported", value: 37_626 / 31_269 });
  });
});

describe("bachelor's graduates", () => {
  it("grew 8.5-fold from the indicators' 2000 to the ministry's 2020", () => {
    const assessment = assessed("graduate-growth", "bachelors-twenty-years", [
      [series("cn-graduates", "CHN", { level: "regular-normal" }), [pointAt("2020", 4_205_097)]],
      [series("se-first-degrees", "CHN", { field: "all" }), [pointAt("2000", 495_624)]],
    ]);
    expect(assessment.value).toBeCloseTo(8.484, 3);
    expect(assessment.verdict).toBe("contradicted");
  });
});

describe("student visas", () => {
  it("to mainland Chinese fell by 12 % from May to August 2024", () => {
    const months: Record<string, number> = {
      "2023-05": 13_405,
      "2023-06": 21_955,
      "2023-07": 20_899,
      "2023-08": 13_408,
      "2024-05": 16_987,
      "2024-06": 20_572,
      "2024-07": 17_981,
      "2024-08": 5_535,
    };
    const points = Object.entries(months).map(([month, value]) => pointAt(month, value));
    const key = series("us-visas-issued-monthly", "CHN", { visa_class: "F1" });
    expect(assessed("visas-harder", "f1-may-to-august", [[key, points]])).toMatchObject({ verdict: "in_line", period: "2024-08" });
    expect(assessed("visas-harder", "f1-may-to-august", [[key, points]]).value).toBeCloseTo((61_075 / 69_667 - 1) * 100, 9);
    const gap = points.filter((point) => point.period !== "2023-06");
    expect(assessed("visas-harder", "f1-may-to-august", [[key, gap]])).toMatchObject({ verdict: "not_checkable", value: null });
  });

  it("rose for doctoral students and fell for bachelor's students in five years of records, and neither proves the rule's effect", () => {
    const records = (level: "doctorate" | "bachelors", before: number, now: number) =>
      [series("us-active-students", "CHN", { level }), [pointAt("2020-01", before), pointAt("2025-01", now)]] as const;
    const doctoral = assessed("visas-harder", "doctoral-students-five-years", [records("doctorate", 55_142, 56_696)]);
    const bachelor = assessed("visas-harder", "bachelor-students-five-years", [records("bachelors", 138_331, 76_607)]);
    expect([doctoral.verdict, bachelor.verdict]).toEqual(["not_in_line", "in_line"]);
  });
});

describe("Tsinghua and Peking", () => {
  it("count as world-class only when the worse of the two is within fifty", () => {
    const ranks = (tsinghua: number, peking: number) =>
      [
        [series("arwu-rank", "CHN", { university: "tsinghua" }), [pointAt("edition 2020", tsinghua)]],
        [series("arwu-rank", "CHN", { university: "peking" }), [pointAt("edition 2020", peking)]],
      ] as const;
    expect(assessed("tsinghua-peking", "arwu-both-in-top-50", ranks(29, 49))).toMatchObject({ verdict: "supported", value: 49 });
    expect(assessed("tsinghua-peking", "arwu-both-in-top-50", ranks(29, 51)).verdict).toBe("contradicted");
  });
});
