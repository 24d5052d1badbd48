import { INDICATORS, indicatorById } from "@talent/catalog/indicators/all";
import { describe, expect, it } from "vitest";
import { matchesSearch, readSearch, searchQuery } from "./search.ts";

const asked = (query: Record<string, string>) => readSearch((name) => query[name] ?? null);
const source = { id: "state-niv-annual", title: "Nonimmigrant visas issued", publisher: "US Department of State" };
const visas = { indicator: indicatorById("us-visas-issued-annual"), source };
const awaited = { indicator: indicatorById("population"), source: null };

describe("the search for indicators", () => {
  it.each(["visa", "VISAS issued", "us-visas-issued-annual", "department state", "  fiscal   nationality ", ""])(
    "finds visas by “%s”",
    (q) => expect(matchesSearch(visas, asked({ q }))).toBe(true),
  );
  it.each(["visa unicorn", "<script>", "visas\u0000x"])("does not find visas by “%s”", (q) =>
    expect(matchesSearch(visas, asked({ q }))).toBe(false),
  );
  it("finds everything by signs alone, which are no words", () => expect(matchesSearch(visas, asked({ q: "%" }))).toBe(true));
  it("finds an indicator by one of its codes, and without its accents", () => {
    const students = { indicator: indicatorById("us-active-students"), source: null };
    expect(matchesSearch(students, asked({ q: "flight training" }))).toBe(true);
    expect(matchesSearch(students, asked({ q: "stúdent" }))).toBe(true);
  });
  it("parts what is held from what is awaited", () => {
    expect([visas, awaited].map((one) => matchesSearch(one, asked({ show: "held" })))).toEqual([true, false]);
    expect([visas, awaited].map((one) => matchesSearch(one, asked({ show: "awaiting" })))).toEqual([false, true]);
    expect([visas, awaited].map((one) => matchesSearch(one, asked({ show: "nonsense" })))).toEqual([true, true]);
  });
  it("finds every indicator when nothing is asked for", () =>
    expect(INDICATORS.filter((indicator) => matchesSearch({ indicator, source: null }, asked({})))).toHaveLength(INDICATORS.length));
  it("goes into an address and comes back", () => {
    const search = asked({ q: "visas", show: "held" });
    expect(readSearch((name) => searchQuery(search)[name] ?? null)).toEqual(search);
    expect(searchQuery(asked({}))).toEqual({ q: undefined, show: undefined });
  });
  it("reads no more than a hundred characters", () => expect(asked({ q: "a".repeat(5_000) }).text).toHaveLength(100));
});
