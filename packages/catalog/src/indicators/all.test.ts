import { parsePeriod } from "@talent/core/time/period";
import { describe, expect, it } from "vitest";
import { INDICATORS, indicatorById } from "./all.ts";
import type { Indicator } from "./indicator.ts";

/** Ids of the fixed outside surface, by the source that states them. */
const CONTRACT: Readonly<Record<string, readonly string[]>> = {
  "state-niv-annual": ["us-visas-issued-annual"],
  "state-niv-monthly": ["us-visas-issued-monthly"],
  "state-niv-workload": ["us-visa-workload"],
  "sevis-mapping": ["us-active-students"],
  "open-doors-origins": ["us-students-by-origin"],
  "nsf-sed": ["us-doctorates-awarded", "us-doctorate-stay-intent"],
  "nsf-sei-degrees": ["se-first-degrees", "se-doctorates"],
  "nces-digest": ["us-bachelors-degrees"],
  "moe-education-tables": ["cn-graduates", "cn-entrants", "cn-enrolment"],
  "world-bank": ["rd-intensity", "tertiary-enrolment-rate", "researchers-per-million"],
  "epoch-models": ["notable-ai-models"],
  "github-innovation-graph": ["github-developers", "github-pushes", "github-organizations", "github-repositories"],
  "qs-rankings": ["qs-top100-universities", "qs-top50-universities", "qs-rank"],
  "the-rankings": ["the-top100-universities", "the-top50-universities", "the-rank"],
  "arwu-rankings": ["arwu-top100-universities", "arwu-top50-universities", "arwu-rank"],
  "cb-insights-unicorns": ["unicorns"],
  lmarena: ["arena-models", "arena-top-score"],
  "owid-ai": ["ai-companies-newly-funded", "ai-investment-cset", "ai-patents-per-million"],
  "neurips-papers": ["neurips-paper-credits"],
  csrankings: ["cs-faculty"],
  "cac-genai-filings": ["genai-services-filed"],
  arxiv: ["arxiv-papers"],
  "policy-events": ["policy-in-force"],
};

describe("indicators", () => {
  it.each(Object.entries(CONTRACT))("of %s are exactly those of the contract", (source, ids) => {
    const ours = INDICATORS.filter((one) => one.source === source).map((one) => one.id);
    expect([...ours].sort()).toEqual([...ids].sort());
  });

  it("of the contract have a Chinese title, unit and name of each code", () => {
    const fixed = INDICATORS.filter(({ source }) => Object.hasOwn(CONTRACT, source));
    for (const { id, title, names } of fixed as readonly Indicator[]) {
      const all = [title, names.unit, ...Object.values(names.codes).flatMap((codes) => Object.values(codes))];
      for (const { zh } of all) expect(zh, id).toBeTruthy();
    }
  });

  it("are named once each, in lower case with hyphens", () => {
    const ids = INDICATORS.map((one) => one.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  });

  it("say in words what is counted, in whole sentences, under titles of their own", () => {
    for (const one of INDICATORS) {
      for (const text of [one.description, one.definition, ...(one.notes ?? [])]) expect(text, one.id).toMatch(/^[A-Z0-9`].*\.$/s);
    }
    expect(new Set(INDICATORS.map((one) => one.title.en)).size).toBe(INDICATORS.length);
  });

  it("list no code twice and call optional only dimensions they have", () => {
    for (const one of INDICATORS) {
      const lists = Object.values(one.dimensions).filter((codes) => codes !== "open");
      for (const codes of lists) expect(new Set(codes).size, one.id).toBe(codes.length);
      for (const name of one.optionalDimensions ?? []) expect(Object.keys(one.dimensions), one.id).toContain(name);
      expect(one.alsoPeriodKinds ?? [], one.id).not.toContain(one.periodKind);
    }
  });

  it("mark monthly series of people as seasonal and running totals as cumulative", () => {
    expect(INDICATORS.filter((one) => one.seasonal).map((one) => one.id)).toEqual(["us-active-students", "us-visas-issued-monthly"]);
    expect(INDICATORS.filter((one) => one.cumulative).map((one) => one.id)).toEqual([
      "arxiv-papers",
      "ai-major-approvals-cumulative",
      "genai-services-filed",
      "genai-services-filed-cumulative",
    ]);
  });

  it("are found by id, and nothing else is", () => {
    expect(indicatorById("rd-spending").unit).toBe("100m CNY");
    expect(indicatorById("constructor")).toBeUndefined();
  });

  it("declare a break at a period of their own kind, in words that fit into a sentence", () => {
    const breaks = INDICATORS.flatMap((one: Indicator) => (one.breaks ?? []).map((found) => ({ ...found, kind: one.periodKind })));
    for (const { period, note, kind } of breaks) {
      expect(parsePeriod(period).kind).toBe(kind);
      expect(note).toMatch(/^[a-z].*[^.]$/);
    }
    expect(breaks.map(({ period }) => period)).toContain("exam 2026");
  });
});
