import { alertById } from "@talent/catalog/alerts/all";
import { INDICATORS } from "@talent/catalog/indicators/all";
import { SOURCES } from "@talent/sources/registry";
import { describe, expect, it } from "vitest";

describe("the built-in rules and the sources there are", () => {
  it("watch our looks at every source we look at, and at no table of our own", () => {
    const looked = SOURCES.filter(({ id }) => alertById(`looks-${id}`) !== undefined).map(({ id }) => id);
    expect(looked).toEqual(SOURCES.filter(({ kind }) => kind !== "curated").map(({ id }) => id));
  });

  it("watch a publisher under the name it is registered by, wherever it is registered", () => {
    const registered: ReadonlyMap<string, string> = new Map(
      SOURCES.flatMap(({ id, produces }) => produces.map((indicator) => [indicator, id] as const)),
    );
    const named = INDICATORS.filter(({ id }) => registered.has(id)).map(({ id, source }) => [id, source]);
    expect(named.length).toBeGreaterThan(20);
    expect(named).toEqual(named.map(([id]) => [id, registered.get(id ?? "")]));
  });
});
