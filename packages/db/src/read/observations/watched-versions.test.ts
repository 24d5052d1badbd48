import { measureReleases } from "@talent/core/alert/rule-releases";
import type { SeriesPoint } from "@talent/core/observation/observation";
import { seriesId } from "@talent/core/observation/series";
import { ruleOf } from "@talent/core/testing/alert-builders";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../../../testing/database.ts";
import { type StatedRow, testSource } from "../../../testing/source-builder.ts";
import { watchedVersions } from "./points.ts";

const CADENCE = { every: "P1Y", lag: "P2M", grace: "P45D" };
const FACTS = { unit: "persons", periodKind: "year", built: true, cadence: CADENCE } as const;

describe("the versions of watched series", () => {
  let test: TestDatabase;
  let turn = 0;
  beforeAll(async () => {
    test = await testDatabase();
  });
  afterAll(() => test.drop());

  const captured = async (documents: readonly Readonly<Record<string, number | null>>[]) => {
    const source = await testSource(test.db, `w${++turn}`);
    for (const [index, document] of documents.entries())
      await source.capture(
        `2024-0${index + 1}-01`,
        Object.entries(document).map(([period, value]): StatedRow => ["CHN", period, value]),
      );
    const key = { indicator: source.indicator, area: "CHN", dimensions: {} };
    return { key, series: seriesId(key) };
  };
  const short = (points: readonly SeriesPoint[] | undefined) =>
    (points ?? []).map(({ period, value, vintage }) => `${period} ${value} ${vintage.slice(0, 10)}`).sort();

  it("are all of them from the beginning, and nothing of an unknown series", async () => {
    const { series } = await captured([{ 2022: 1 }, { 2022: 2, 2023: 5 }, { 2022: 2, 2023: null }]);
    const found = await watchedVersions(test.db, [
      { series, since: null },
      { series: "nothing|CHN|", since: null },
    ]);
    expect([...found.keys()]).toEqual([series]);
    expect(short(found.get(series))).toEqual(["2022 1 2024-01-01", "2022 2 2024-02-01", "2023 5 2024-02-01", "2023 null 2024-03-01"]);
  });

  it("are, from an instant on, what was known then and what came later", async () => {
    const { series } = await captured([
      { 2021: 7, 2022: 1 },
      { 2021: 7, 2022: 2 },
      { 2021: 7, 2022: 3, 2023: 5 },
    ]);
    const found = await watchedVersions(test.db, [{ series, since: new Date("2024-02-15") }]);
    expect(short(found.get(series))).toEqual(["2021 7 2024-01-01", "2022 2 2024-02-01", "2022 3 2024-03-01", "2023 5 2024-03-01"]);
  });

  it("give a rule from any instant on the releases that the whole history gives from there", async () => {
    const value = fc.option(fc.integer({ min: -30, max: 10 }), { nil: null, freq: 5 });
    const document = fc.dictionary(fc.integer({ min: 2018, max: 2023 }).map(String), value, { maxKeys: 4 });
    const since = fc.date({ min: new Date("2023-12-01"), max: new Date("2025-12-01"), noInvalidDate: true });
    const area = fc.record({ documents: fc.array(document, { minLength: 8, maxLength: 8 }), since });
    await fc.assert(
      fc.asyncProperty(fc.array(area, { minLength: 30, maxLength: 30 }), async (areas) => {
        const source = await testSource(test.db, `w${++turn}`);
        for (let index = 0; index < 8; index += 1) {
          const stated = areas.flatMap(({ documents }, at) =>
            Object.entries(documents[index] ?? {}).map(([period, number]): StatedRow => [`A${at}`, period, number]),
          );
          await source.capture(`2024-0${index + 1}-01`, stated);
        }
        for (const [at, { since: from }] of areas.entries()) {
          const key = { indicator: source.indicator, area: `A${at}`, dimensions: {} };
          const releases = async (known: Date | null) => {
            const versions = await watchedVersions(test.db, [{ series: seriesId(key), since: known }]);
            return measureReleases(ruleOf({}, key), { versions, facts: () => FACTS }, from, new Date("2026-01-01"));
          };
          expect(await releases(from)).toEqual(await releases(null));
        }
      }),
      { numRuns: 3, endOnFailure: true },
    );
  });
});
