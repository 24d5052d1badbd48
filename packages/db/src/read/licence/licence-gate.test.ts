import type { Republish } from "@talent/core/capture/source";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testAssessment } from "../../../testing/assessment-builders.ts";
import { type TestDatabase, testDatabase } from "../../../testing/database.ts";
import { type StatedRow, testSource } from "../../../testing/source-builder.ts";
import { appendAssessments } from "../../write/claims/append-assessments.ts";
import { latestAssessments } from "../claims/assessments.ts";
import { observationsByIds } from "../observations/api-observation.ts";
import { observationEvidence } from "../observations/evidence.ts";
import { shownPoints } from "../observations/points.ts";
import { seriesCsv } from "../observations/series-csv.ts";
import { seriesPage, vintagesPage } from "../observations/series-page.ts";
import { gateAssessments } from "./licence-gate.ts";

const NOW = new Date("2026-01-01");
const COUNT = { kind: "rows", where: "country is China", count: 6, lines: [2, 3], digest: "d1" } as const;

async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
}

describe("the licence gate", () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await testDatabase();
  });
  afterAll(() => test.drop());

  // 2023 is a printed score of 77, 2024 a count of ours of 66 rows.
  const stated: StatedRow[] = [
    ["CHN", "2023", 77, { low: 76.5, high: 77.5, n: 770, raw: "77 *" }],
    ["CHN", "2024", 66, { locator: COUNT, raw: "66" }],
  ];
  const sourceUnder = async (republish: Republish) => {
    const source = await testSource(test.db, `under-${republish}`, { republish });
    await source.capture("2025-01-01", stated);
    const { data } = await seriesPage(test.db, { indicator: source.indicator, asOf: NOW, limit: 10 });
    return { source, data };
  };

  const shown: Record<Exclude<Republish, "cited">, (number | null)[]> = {
    values: [77, 66],
    unmodified: [77, 66],
    counts: [null, 66],
    verdict_only: [null, null],
  };
  for (const [republish, values] of Object.entries(shown) as [Republish, (number | null)[]][]) {
    it(`lets out under "${republish}" exactly what it allows, by every way out`, async () => {
      const { source, data } = await sourceUnder(republish);
      expect(data.map((o) => o.value)).toEqual(values);
      expect(data.map((o) => o.withheld ?? null)).toEqual(values.map((value) => (value === null ? republish : null)));
      const ids = data.map((o) => o.id);
      const query = { indicator: source.indicator, asOf: NOW };
      const points = await shownPoints(test.db, [{ indicator: source.indicator, area: "CHN", dimensions: {} }], NOW);
      const csv = await textOf(seriesCsv(test.db, { ...query, columns: [] }));
      const evidence = await Promise.all(ids.map((id) => observationEvidence(test.db, id)));
      const ways = [
        data,
        (await vintagesPage(test.db, { ...query, limit: 10 })).data,
        await observationsByIds(test.db, ids),
        [...points.values()].flat(),
        evidence.map((record) => record?.observation),
        csv,
      ];
      for (const way of ways) {
        const text = JSON.stringify(way)
          .replaceAll(/"(?:id|exchange|snapshot|vintage|digest)":"[^"]*"/g, "")
          .replaceAll(/sha256:\w+|\w+-\w+-\w+\\r/g, "");
        expect(/\b7[67]\b/.test(text), text).toBe(values[0] !== null);
        expect(/\b66\b/.test(text), text).toBe(values[1] !== null);
      }
      expect(evidence.map((record) => record?.source.republish)).toEqual([republish, republish]);
    });
  }

  it(`allows under "cited" only the versions that a stored assessment rests on`, async () => {
    const { source, data } = await sourceUnder("cited");
    expect(data.map((o) => o.value)).toEqual([null, null]);
    await appendAssessments(test.db, [testAssessment([data[1]?.id ?? ""], { claim: "citing" })], NOW);
    const after = await seriesPage(test.db, { indicator: source.indicator, asOf: NOW, limit: 10 });
    expect(after.data.map((o) => o.value)).toEqual([null, 66]);
  });

  it("keeps the verdict of an assessment and takes out every number that rests on a withheld one", async () => {
    const { data } = await sourceUnder("verdict_only");
    await appendAssessments(test.db, [testAssessment([data[0]?.id ?? ""], { claim: "withheld" })], NOW);
    const stored = (await latestAssessments(test.db)).find((assessment) => assessment.claim === "withheld");
    expect(stored).toMatchObject({ verdict: "holds", value: null, low: null, high: null, margin: null, withheld: "verdict_only" });
    expect(JSON.stringify(stored?.reasons)).not.toContain("77");
    const [made] = await gateAssessments(test.db, [testAssessment([data[0]?.id ?? ""])]);
    expect(made).toMatchObject({ verdict: "holds", value: null, withheld: "verdict_only" });
  });

  it("leaves an assessment on free numbers as it is", async () => {
    const { data } = await sourceUnder("values");
    const assessment = testAssessment([data[0]?.id ?? "", "not-an-id"]);
    expect(await gateAssessments(test.db, [assessment])).toEqual([assessment]);
  });
});
