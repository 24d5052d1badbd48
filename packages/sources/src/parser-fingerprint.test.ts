import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parserFingerprint, readingCode } from "./parser-fingerprint.ts";
import { SOURCES } from "./registry.ts";

const HERE = fileURLToPath(new URL("./", import.meta.url));

/** A file of this package and what it imports by relative paths, and so on; types are no code. */
function loadedBy(file: string, seen = new Set<string>()): string[] {
  if (!seen.has(file)) {
    seen.add(file);
    for (const [, from = ""] of readFileSync(file, "utf8").matchAll(/^(?:import|export)\s(?!type\b)[^;]*?from\s"(\.{1,2}\/[^"]+)"/gms))
      loadedBy(path.resolve(path.dirname(file), from), seen);
  }
  return [...seen];
}

describe("the fingerprint of a parser", () => {
  it("is a sha-256, the same each time and different for each source that reads a publisher's bytes", () => {
    const own = SOURCES.filter((source) => source.kind !== "curated").map((source) => parserFingerprint(source));
    for (const fingerprint of own) expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
    expect(new Set(own).size).toBe(own.length);
    expect(SOURCES.filter((source) => source.kind !== "curated").map((source) => parserFingerprint(source))).toEqual(own);
  });

  it("covers the source's code, the readers and the periods, and no test, fixture or other source", () => {
    const files = readingCode({ id: "state-niv-annual", kind: "live" }).map((file) => file.split(/[/\\]/).slice(-3).join("/"));
    for (const name of [
      "src/state-niv-annual/parse.ts",
      "src/state-niv-annual/nationalities.ts",
      "readers/src/xlsx.ts",
      "core/src/period.ts",
      "sources/src/define-source.ts",
    ]) {
      expect(files).toContain(name);
    }
    expect(files.filter((name) => /\.test\.ts$|test-|fixtures|epoch|registry|curated/.test(name))).toEqual([]);
  });

  it.each(SOURCES)("of $id covers every file of ours that reading it loads", (source) => {
    const covered = new Set(readingCode(source));
    const loaded = loadedBy(path.join(HERE, source.id, "source.ts"));
    expect(loaded.filter((file) => !covered.has(file))).toEqual([]);
    expect(loaded.length).toBeGreaterThan(3);
  });

  it("follows the code and not the numbers of a curated table", () => {
    const [curated] = SOURCES.filter((source) => source.kind === "curated");
    const files = curated === undefined ? [] : readingCode(curated);
    expect(files.some((file) => file.endsWith("curated.ts"))).toBe(true);
    expect(files.some((file) => file.endsWith("data.csv"))).toBe(false);
  });
});
