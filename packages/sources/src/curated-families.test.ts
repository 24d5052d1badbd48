import { readdir } from "node:fs/promises";
import { INDICATORS } from "@talent/catalog/indicators/all";
import { keyProblem } from "@talent/catalog/series/series";
import { seriesId } from "@talent/core/observation/series";
import { parsePeriod } from "@talent/core/time/period";
import { describe, expect, it } from "vitest";
import { countRowsOfQuality, readCurated } from "../testing/curated-tables.ts";
import { isCurated } from "./define-curated.ts";
import { SOURCES } from "./registry.ts";

const CURATED = SOURCES.filter(isCurated);
const HERE = new URL(".", import.meta.url);

describe("curated families", () => {
  it("are registered, every folder that holds a table", async () => {
    const folders = (await readdir(HERE, { withFileTypes: true })).filter((entry) => entry.isDirectory());
    const tables = await Promise.all(
      folders.map(async ({ name }) => ((await readdir(new URL(`${name}/`, HERE))).includes("data.csv") ? [name] : [])),
    );
    expect(CURATED.map((source) => source.id).sort()).toEqual(tables.flat().sort());
  });

  it("explain how they are maintained", async () => {
    for (const { id } of CURATED) expect(await readdir(new URL(`${id}/`, HERE)), id).toContain("MAINTENANCE.md");
  });

  it("read every row of every table and refuse none", async () => {
    const read = await Promise.all(CURATED.map(async (source) => [source.id, (await readCurated(source)).refusals] as const));
    expect(read.filter(([, refusals]) => refusals.length > 0)).toEqual([]);
  });

  it("emit exactly the rows that somebody has seen printed, and none known from memory", async () => {
    for (const source of CURATED) {
      const { observations } = await readCurated(source);
      const seen = ["official_primary", "primary_research", "secondary"].map((grade) => countRowsOfQuality(source, grade));
      const rows = (await Promise.all(seen)).reduce((total, one) => total + one, 0);
      expect(observations.length, source.id).toBe(rows);
      expect(new Set(observations.map((one) => one.citation?.quality as string)), source.id).not.toContain("recalled");
    }
    const held = await Promise.all(CURATED.map((source) => countRowsOfQuality(source, "recalled")));
    expect(held.reduce((total, one) => total + one, 0)).toBe(10);
  });

  it("state all indicators the catalogue gives them, within their plausible range, under sound keys", async () => {
    for (const source of CURATED) {
      const { observations } = await readCurated(source);
      const declared = INDICATORS.filter((one) => one.source === source.id).map((one) => one.id);
      expect([...source.produces].sort(), source.id).toEqual([...declared].sort());
      expect(new Set(observations.map((one) => one.indicator)), source.id).toEqual(new Set(declared));
      for (const one of observations) {
        const [low, high] = source.expect.values[one.indicator] ?? [Number.NaN, Number.NaN];
        expect(keyProblem(one)).toBeNull();
        expect(one.value, `${one.indicator} ${one.period}`).toSatisfy((value: number) => value >= low && value <= high);
      }
    }
  });

  it("never mix two kinds of period in one series", async () => {
    for (const source of CURATED) {
      const kinds = new Map<string, Set<string>>();
      for (const one of (await readCurated(source)).observations) {
        kinds.set(seriesId(one), (kinds.get(seriesId(one)) ?? new Set()).add(parsePeriod(one.period).kind));
      }
      expect([...kinds].filter(([, found]) => found.size > 1)).toEqual([]);
    }
  });

  it("date every fact to a day on which the product existed or its publisher had stated it", async () => {
    for (const source of CURATED) {
      for (const { knownFrom, indicator, period } of (await readCurated(source)).observations) {
        expect(knownFrom?.at, `${indicator} ${period}`).toMatch(/^(19|20)\d\d-\d\d-\d\dT00:00:00\.000Z$/);
        expect((knownFrom?.at ?? "9") <= "2026-11-23T00:00:00.000Z", `${indicator} ${period}`).toBe(true);
      }
    }
  });
});
