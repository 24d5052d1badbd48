import type { Fidelity } from "@talent/core/capture/capture";
import { statedQuantity } from "@talent/core/measure/figure";
import type { Provenance } from "@talent/core/observation/observation";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../../../testing/database.ts";
import { exchangeOf, type StatedRow, testSource } from "../../../testing/source-builder.ts";
import { keepExchanges } from "../../write/ingest/keep-exchanges.ts";
import { appendObservations } from "../../write/observations/append-observations.ts";
import { pointsAsOf } from "./points.ts";
import { seriesPage } from "./series-page.ts";

const AT = "2025-01-01";
const ASOF = new Date("2026-01-01");

describe("the grade of a number", () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await testDatabase();
  });
  afterAll(() => test.drop());

  /** The provenance of one number in bytes of this kind, as the API prints it and as the ledger weighs it, and the interval it stands for. */
  async function stated(id: string, declared: Provenance | undefined, fidelity: Fidelity, value: number, more: StatedRow[3] = {}) {
    const source = await testSource(test.db, id, declared ? { record: { provenance: declared } } : {});
    const rows: StatedRow[] = [["CHN", "2024", value, more]];
    const exchange = { ...exchangeOf(`https://example.org/${id}`, AT, rows), fidelity };
    const [kept] = await keepExchanges(test.db, { source: id, runId: null, exchanges: [exchange], parserFingerprint: "reader-1" });
    await appendObservations(test.db, source.input(kept?.exchangeId ?? "", AT, rows));
    const key = { indicator: source.indicator, area: "CHN", dimensions: {} };
    const [point] = (await pointsAsOf(test.db, [key], ASOF)).values().next().value ?? [];
    const [printed] = (await seriesPage(test.db, { indicator: source.indicator, asOf: ASOF, limit: 9 })).data;
    if (point === undefined || point.value === null) throw new Error("no point");
    expect(printed?.provenance).toBe(point.provenance);
    const { low, high } = statedQuantity({ ...point, value: point.value }, "persons", "sampled");
    return { provenance: point.provenance, low, high };
  }

  it.each<[string, Provenance | undefined, Fidelity, Provenance]>([
    ["gov-own", undefined, "verbatim", "official"],
    ["gov-copy", "official", "copy", "official"],
    ["lab-own", "research", "verbatim", "research"],
    ["lab-derived", "research", "derived", "research"],
    ["gov-typed", undefined, "transcribed", "reported"],
    ["lab-typed", "research", "transcribed", "reported"],
    ["gov-rebuilt", "official", "reconstructed", "reported"],
  ])("%s: as its source declares (%s), never above reported for pages typed again (%s)", async (id, declared, fidelity, expected) =>
    expect((await stated(id, declared, fidelity, 7)).provenance).toBe(expected),
  );

  it("is its citation's grade where it has one", async () => {
    const citation = {
      publisher: "A ministry",
      title: "A table",
      url: "https://example.org/t",
      quality: "official_primary",
      note: "",
    } as const;
    expect((await stated("lab-cites", "research", "verbatim", 7, { citation })).provenance).toBe("official");
  });

  it("rounds no count that stands in the source's own rows: 120,300 is 120,300 from whomever", async () => {
    const exact = { low: 120_300, high: 120_300 };
    expect(await stated("own-count", "research", "verbatim", 120_300)).toMatchObject(exact);
    expect(await stated("copied-count", "research", "copy", 120_300)).toMatchObject(exact);
    expect(await stated("typed-count", undefined, "transcribed", 120_300)).toMatchObject(exact);
    const locator = { kind: "rows", where: "year is 2024", count: 120_300, lines: [1], digest: `sha256:${"0".repeat(64)}` } as const;
    expect(await stated("row-count", "research", "derived", 120_300, { locator })).toMatchObject(exact);
    expect(await stated("rebuilt-count", "research", "reconstructed", 120_300)).toMatchObject({ low: 120_250, high: 120_350 });
  });
});
