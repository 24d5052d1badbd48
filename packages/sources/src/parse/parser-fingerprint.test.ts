import { describe, expect, it } from "vitest";
import { SOURCES } from "../registry.ts";
import { parserFiles, parserFingerprint } from "./parser-fingerprint.ts";

describe("the fingerprint of a parser", () => {
  it("is a sha-256, the same each time and different for each source that reads a publisher's bytes", () => {
    const own = SOURCES.filter((source) => source.kind !== "curated").map((source) => parserFingerprint(source));
    for (const fingerprint of own) expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
    expect(new Set(own).size).toBe(own.length);
    expect(SOURCES.filter((source) => source.kind !== "curated").map((source) => parserFingerprint(source))).toEqual(own);
  });

  it("covers the source's code, the readers and the periods, and no test, fixture or other source", () => {
    const files = parserFiles({ id: "state-niv-annual" }).map((file) => file.split(/[/\\]/).slice(-3).join("/"));
    for (const name of [
      "src/state-niv-annual/parse.ts",
      "src/state-niv-annual/nationalities.ts",
      "src/xlsx/read-xlsx.ts",
      "src/time/period.ts",
      "sources/src/define-source.ts",
    ]) {
      expect(files).toContain(name);
    }
    expect(files.filter((name) => /\.test\.ts$|testing|fixtures|epoch|registry|curated/.test(name))).toEqual([]);
  });

  it.each(SOURCES)("of $id covers its parser's own folder and what reads for it", (source) => {
    const files = parserFiles(source);
    expect(files.some((file) => file.includes(source.id))).toBe(true);
    expect(files.length).toBeGreaterThan(3);
  });

  it("follows the code and not the numbers of a curated table", () => {
    const [curated] = SOURCES.filter((source) => source.kind === "curated");
    const files = curated === undefined ? [] : parserFiles(curated);
    expect(files.some((file) => file.endsWith("curated.ts"))).toBe(true);
    expect(files.some((file) => file.endsWith("data.csv"))).toBe(false);
  });
});
