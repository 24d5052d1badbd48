import { readAlertRule } from "@talent/catalog/alerts/rule/read-rule";
import { AWAITED_SOURCES } from "@talent/catalog/awaited-sources";
import { INDICATORS } from "@talent/catalog/indicators/all";
import { SOURCES } from "@talent/sources/registry";
import { describe, expect, it } from "vitest";
import { BUILT_IN_RULES, builtInRuleById, sourceName } from "./built-in-rules.ts";

describe("the built-in rules and the sources there are", () => {
  it("watch our fetches of every source we fetch, and of no table of our own", () => {
    const looked = SOURCES.filter(({ id }) => builtInRuleById(`looks-${id}`) !== undefined).map(({ id }) => id);
    const expected = SOURCES.filter(({ kind, produces }) => kind !== "curated" && produces.length > 0);
    expect(looked).toEqual(expected.map(({ id }) => id));
  });

  it("watch a publisher under the name it is registered by, wherever it is registered", () => {
    const registered: ReadonlyMap<string, string> = new Map(
      SOURCES.flatMap(({ id, produces }) => produces.map((indicator) => [indicator, id] as const)),
    );
    const named = INDICATORS.filter(({ id }) => registered.has(id)).map(({ id, source }) => [id, source]);
    expect(named.length).toBeGreaterThan(20);
    expect(named).toEqual(named.map(([id]) => [id, registered.get(id ?? "")]));
  });

  it("pass the one schema unchanged, after a journey through JSON", () => {
    for (const rule of BUILT_IN_RULES) expect(readAlertRule(JSON.parse(JSON.stringify(rule))), rule.id).toEqual(rule);
  });

  it("have an id and a name of their own in both languages, and none is named by a mere id", () => {
    const ids = BUILT_IN_RULES.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(builtInRuleById(id)?.id).toBe(id);
    expect(builtInRuleById("constructor")).toBeUndefined();
    for (const locale of ["en", "zh-CN"] as const) {
      const names = BUILT_IN_RULES.map(({ name }) => name[locale]);
      expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    }
    for (const { id, name } of BUILT_IN_RULES) expect(name.en, id).toMatch(/^(arXiv|[A-Z0-9])[\x20-\x7e]*[^.]$/);
  });
});

describe("a source that an indicator names", () => {
  it("is built or awaited, never both, and has a name of its own", () => {
    const sources = [...new Set(INDICATORS.map(({ source }) => source))];
    const built = sources.filter((id) => SOURCES.some((source) => source.id === id));
    expect([...built, ...Object.keys(AWAITED_SOURCES)].sort()).toEqual(sources.sort());
    for (const locale of ["en", "zh-CN"] as const) expect(new Set(sources.map((id) => sourceName(id)[locale])).size).toBe(sources.length);
  });
});
