import type { AlertRule, Threshold, Watch } from "@talent/core/alert/rule";
import { bindingsOf } from "@talent/core/measure/measure";
import { describe, expect, it } from "vitest";
import { CLAIMS, claimById } from "../claims/all.ts";
import { keyProblem } from "../series/series.ts";
import { ALERTS } from "./all.ts";
import { readAlertRule } from "./rule/read-rule.ts";
import { firesAt, recoversAt } from "./rule/rule-problem.ts";

type Measured = Extract<Watch, { kind: "measure" }>;

const measured: readonly (readonly [AlertRule, Measured])[] = ALERTS.flatMap((rule) =>
  rule.watch.kind === "measure" ? [[rule, rule.watch] as const] : [],
);
const alertById = (id: string) => ALERTS.find((rule) => rule.id === id);
const idsOf = (rules: readonly AlertRule[]) => rules.map(({ id }) => id);
const measureOf = (id: string): Measured => {
  const found = measured.find(([rule]) => rule.id === id);
  if (found === undefined) throw new Error(`no rule ${id} over numbers`);
  return found[1];
};
const conditions = (id: string) => ({ fires: measureOf(id).fires, recovers: measureOf(id).recovers });
const at = (op: Threshold["op"], than: number): Threshold => ({ op, than });

describe("the rules that exist from the start", () => {
  it("are those of the design over numbers", () => {
    expect(idsOf(measured.map(([rule]) => rule))).toEqual([
      "civil-service-applicants-record",
      "civil-service-applicants-fall",
      "civil-service-applicants-per-post-record",
      "graduate-forecast-fall",
      "ai-major-approvals-low",
      "majors-removed-against-added",
      "majors-removed-against-filed-and-approved",
      "f1-china-may-to-august",
      "f1-china-against-rest-of-world",
      "sevis-china-students",
      "sevis-china-doctorates",
      "neurips-china-us",
      "arena-gap",
      "genai-filings-announced-rate-low",
      "genai-filings-announced-rate-high",
      "genai-filings-announced-fall",
      "genai-filings-listed-rate-low",
      "genai-filings-listed-rate-high",
      "genai-filings-listed-fall",
      "qs-top100-moves",
      "qs-top100-below-three",
      "the-top100-moves",
      "the-top100-below-three",
      "arwu-top100-moves",
      "arwu-top100-below-three",
    ]);
  });

  it.each([
    ["civil-service-applicants-record", [at(">", 1)], [at("<", 1)]],
    ["civil-service-applicants-fall", [at("<", 0)], [at(">", 1)]],
    ["f1-china-may-to-august", [at("<=", -15)], [at(">=", -5)]],
    ["f1-china-against-rest-of-world", [at("<=", -10)], [at(">=", -3)]],
    ["sevis-china-students", [at("<=", -5)], [at(">=", -2)]],
    ["sevis-china-doctorates", [at("<", 0)], [at(">", 1)]],
    ["neurips-china-us", [at(">=", 1)], [at("<", 0.97)]],
    ["arena-gap", [at("<=", 20)], [at(">", 35)]],
    ["ai-major-approvals-low", [at("<", 50)], [at(">=", 60)]],
    ["genai-filings-announced-rate-low", [at("<", 20)], [at(">=", 25)]],
    ["genai-filings-announced-rate-high", [at(">", 60)], [at("<=", 50)]],
    ["qs-top100-below-three", [at("<", 3)], [at(">=", 4)]],
    ["qs-top100-moves", [at("moves_by", 2)], [at(">=", -1), at("<=", 1)]],
  ])("%s fires and recovers where the design says", (id, fires, recovers) => {
    expect(conditions(id)).toEqual({ fires, recovers });
  });

  it("wait for as many releases as the design says", () => {
    const waits = ALERTS.filter(({ audience, pending }) => audience === "readers" && pending > 1);
    expect(waits.map(({ id, pending, recovering }) => [id, pending, recovering])).toEqual([
      ["sevis-china-students", 2, 2],
      ["sevis-china-doctorates", 3, 3],
      ["arena-gap", 2, 2],
    ]);
  });

  it("count a record only among three periods, and report each", () => {
    const records = measured.filter(([, { measure }]) => measure.op === "record");
    expect(records.length).toBe(2);
    for (const [{ evidence }, { every }] of records) expect([evidence, every]).toEqual([3, "period"]);
  });

  it("watch monthly visas by their summer only", () => {
    const monthly = measured.filter(([, { measure }]) => bindingsOf(measure).some((key) => key.indicator === "us-visas-issued-monthly"));
    expect(idsOf(monthly.map(([rule]) => rule))).toEqual(["f1-china-may-to-august"]);
    expect(measureOf("f1-china-may-to-august").measure).toMatchObject({ op: "year_on_year", of: { op: "season", from: 5, to: 8 } });
  });

  it("watch for a fall of applicants after that of exam 2019, and for the exam's figures on 10 November", () => {
    expect(measureOf("civil-service-applicants-fall").since).toBe("exam 2020");
    expect(alertById("civil-service-exam-late-in-november")?.watch).toMatchObject({ source: "civil-service-exam", lateOn: "--11-10" });
  });

  it("take the applicants per post from the posts of the same exam", () => {
    const inputs = bindingsOf(measureOf("civil-service-applicants-per-post-record").measure).map(({ indicator }) => indicator);
    expect(inputs).toEqual(["civil-service-applicants", "civil-service-posts"]);
  });

  it("count forecasts where there is nothing else", () => {
    expect(idsOf(measured.filter(([, { forecasts }]) => forecasts).map(([rule]) => rule))).toEqual(["graduate-forecast-fall"]);
  });
});

describe("every rule", () => {
  it("passes the one schema unchanged, after a journey through JSON", () => {
    for (const rule of ALERTS) expect(readAlertRule(JSON.parse(JSON.stringify(rule))), rule.id).toEqual(rule);
  });

  it("has an id of its own, in lower case with hyphens, and none that a reader's rule could have", () => {
    const ids = idsOf(ALERTS);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^(?!own-)[a-z0-9]+(-[a-z0-9]+)*$/);
  });

  it("has a name of its own in both languages", () => {
    for (const locale of ["en", "zh-CN"] as const) {
      const names = ALERTS.map(({ name }) => name[locale]);
      expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    }
    for (const { id, name } of ALERTS) {
      expect(name.en, id).toMatch(/^[A-Z0-9][\x20-\x7e]*[^.]$/);
      expect(name["zh-CN"], id).toMatch(/\p{Script=Han}/u);
    }
  });

  it("never fires and recovers at one value", () => {
    for (const [{ id }, { fires, recovers }] of measured) {
      const critical = [...fires, ...recovers].flatMap(({ than }) => [than, -than]);
      const values = critical.flatMap((value) => [value - 1, value - 0.001, value, value + 0.001, value + 1]);
      for (const value of values) {
        const isBoth = firesAt(fires, value) && recoversAt(recovers, value);
        expect(isBoth, `${id} at ${value}`).toBe(false);
      }
      expect(
        values.some((value) => firesAt(fires, value)),
        id,
      ).toBe(true);
      expect(
        values.some((value) => recoversAt(recovers, value)),
        id,
      ).toBe(true);
    }
  });

  it("leaves a value that neither fires nor recovers, so that a value hovering at the threshold is reported once", () => {
    for (const [{ id }, { fires, recovers }] of measured) {
      const ends = [...fires, ...recovers].flatMap(({ than }) => [than, -than]).sort((a, b) => a - b);
      const between = ends.slice(1).map((end, index) => (end + (ends[index] ?? end)) / 2);
      const isNeither = (value: number) => !firesAt(fires, value) && !recoversAt(recovers, value);
      expect([...ends, ...between].some(isNeither), id).toBe(true);
    }
  });

  it("binds only series of the catalogue and notifies subscribers of claims of the ledger", () => {
    for (const { id, watch, claims } of ALERTS) {
      const keys = watch.kind === "measure" || watch.kind === "revision" ? bindingsOf(watch.measure) : [];
      for (const key of keys) expect(keyProblem(key), id).toBeNull();
      for (const claim of claims) expect(claimById(claim), `${id}: ${claim}`).toBeDefined();
    }
  });

  it("over a claim's own evidence notifies subscribers of that claim", () => {
    expect(alertById("f1-china-may-to-august")?.claims).toEqual(["visas-harder"]);
    expect(alertById("qs-top100-moves")?.claims).toEqual(["world-class-universities"]);
    expect(alertById("civil-service-applicants-record")?.claims).toContain("civil-service-record");
    expect(alertById("rd-intensity-revised")?.claims).toEqual(["education-investment"]);
  });
});

describe("rules made from the ledger", () => {
  const primaries = CLAIMS.flatMap((claim) => claim.readings.filter(({ primary }) => primary).map((reading) => ({ claim, reading })));
  const deciding = primaries.filter(({ reading }) => reading.fit === "same" || reading.fit === "bridged");
  const seriesOf = ({ reading }: (typeof primaries)[number]) => (reading.measure === null ? [] : bindingsOf(reading.measure));

  it("watch the verdict of every closest reading that can decide", () => {
    const watched = ALERTS.flatMap(({ watch }) => (watch.kind === "verdict" ? [watch] : []));
    expect(watched.map(({ claim, reading }) => [claim, reading])).toEqual(deciding.map(({ claim, reading }) => [claim.id, reading.id]));
    for (const { questions } of watched) expect(questions).toEqual(["withHindsight", "now"]);
  });

  it("watch every series such a reading binds for being stated anew, and China's R&D intensity by a twentieth of a point", () => {
    const revisions = ALERTS.flatMap(({ watch }) => (watch.kind === "revision" ? [watch] : []));
    const watched = revisions.filter(({ inPercent }) => inPercent).flatMap(({ measure }) => bindingsOf(measure));
    const bound = deciding.flatMap(seriesOf);
    for (const key of bound) expect(watched).toContainEqual(key);
    for (const key of watched) expect(bound).toContainEqual(key);
    expect(revisions.filter(({ inPercent }) => !inPercent).map(({ by, unit }) => [by, unit])).toEqual([
      [0.05, "percent of GDP"],
      [0.05, "percent of GDP"],
    ]);
  });
});
