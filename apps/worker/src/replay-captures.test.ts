import { existsSync } from "node:fs";
import { join } from "node:path";
import type { SeriesKey } from "@talent/core/observation";
import { seriesAsOf } from "@talent/db/read/series-as-of";
import { claimStoreMode } from "@talent/db/store-mode";
import { type TestDatabase, testDatabase } from "@talent/db/test-database";
import { registerSources } from "@talent/db/write/register-sources";
import { SOURCES } from "@talent/sources/registry";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { recordOf } from "./boot-worker.ts";
import { ROOT } from "./places.ts";
import { cappedReader } from "./reader.ts";
import { walkReplay } from "./replay.ts";

// The publishers' own bytes are not in the repository; where they lie beside it, the walk over them gives the reference values.
const CAPTURES = join(ROOT, "../shared/captures");
const IDS = ["state-niv-annual", "epoch-models", "qs-rankings"];
const sources = SOURCES.filter((source) => IDS.includes(source.id));

let store: TestDatabase;
const log: string[] = [];

const walk = (): Promise<number> =>
  walkReplay({
    db: store.db,
    root: CAPTURES,
    sources,
    reader: cappedReader,
    assess: async () => undefined,
    log: (_level, text) => log.push(text),
  });
async function known(
  indicator: string,
  asOf: string,
  area = "CHN",
  dimensions: SeriesKey["dimensions"] = {},
): Promise<Record<string, number | null>> {
  const points = await seriesAsOf(store.db, { indicator, area, dimensions }, new Date(`${asOf}T23:59:59.999Z`));
  return Object.fromEntries(points.map((point) => [point.period, point.value]));
}
const visas = (asOf: string, visa_class: string, area = "CHN") => known("us-visas-issued-annual", asOf, area, { visa_class });

describe.runIf(existsSync(CAPTURES))("the walk over the recorded captures", { timeout: 240_000 }, () => {
  beforeAll(async () => {
    store = await testDatabase();
    await claimStoreMode(store.db, "replay");
    await registerSources(
      store.db,
      sources.map((source) => recordOf(source, cappedReader)),
      new Date(),
    );
    await walk();
  }, 240_000);
  afterAll(() => store?.drop());

  it("ends each run as its bytes deserve", () =>
    expect(log).toEqual([
      "2019-04-01T06-00-00Z state-niv-annual: new_values",
      "2021-07-01T06-00-00Z qs-rankings: new_values",
      "2022-07-01T06-00-00Z qs-rankings: new_values",
      "2023-07-01T06-00-00Z qs-rankings: new_values",
      "2025-02-24T06-00-00Z epoch-models: new_values",
      "2025-05-15T06-00-00Z epoch-models: contract_violation",
      "2025-08-01T06-00-00Z state-niv-annual: new_values",
    ]));
  it("knows of visas what each workbook said, and nothing before the first", async () => {
    expect(await visas("2019-03-31", "F1")).toEqual({});
    expect(await visas("2019-04-01", "F1")).toMatchObject({ FY1997: 11909, FY2010: 113772, FY2015: 274460, FY2018: 98904 });
    expect(await visas("2025-07-31", "F1")).not.toHaveProperty("FY2019");
    expect(await visas("2025-08-01", "F1")).toMatchObject({ FY1997: 11909, FY2019: 105775, FY2021: 90310, FY2024: 82654 });
    expect(await visas("2025-08-01", "H1B")).toMatchObject({ FY2015: 18306, FY2024: 31735 });
    expect(await visas("2025-08-01", "F1", "IND")).toMatchObject({ FY2015: 74831, FY2024: 86067 });
  });
  it("keeps both vintages of the model counts apart", async () => {
    const models = (asOf: string, area: string) => known("notable-ai-models", asOf, area);
    expect(await models("2025-02-23", "CHN")).toEqual({});
    expect(await models("2025-02-24", "CHN")).toMatchObject({ 2017: 10, 2021: 21, 2023: 22, 2024: 10, 2025: 2 });
    expect(await models("2025-05-15", "CHN")).toMatchObject({ 2017: 10, 2021: 20, 2023: 23, 2024: 24, 2025: 8 });
    expect(await models("2025-05-14", "USA")).toMatchObject({ 2022: 65, 2023: 75, 2024: 39 });
    expect(await models("2025-05-15", "USA")).toMatchObject({ 2022: 65, 2023: 77, 2024: 46 });
  });
  it("counts universities by edition, from the labelled documents nobody asks for", async () => {
    expect(await known("qs-top100-universities", "2022-06-30")).toEqual({ "edition 2022": 6 });
    expect(await known("qs-top100-universities", "2023-07-01")).toEqual({ "edition 2022": 6, "edition 2023": 6, "edition 2024": 5 });
    expect(await known("qs-rank", "2023-07-01", "CHN", { university: "tsinghua" })).toEqual({
      "edition 2022": 17,
      "edition 2023": 14,
      "edition 2024": 25,
    });
    expect(await known("qs-top100-universities", "2023-07-01", "HKG")).toEqual({ "edition 2022": 5, "edition 2023": 5, "edition 2024": 5 });
  });
  it("walks nothing the second time and changes nothing", async () => {
    const rows = async () =>
      (
        await store.db.pool.query(
          "SELECT (SELECT count(*) FROM observations) AS versions, (SELECT max(id) FROM changes) AS change, (SELECT count(*) FROM runs) AS runs",
        )
      ).rows[0];
    const before = await rows();
    expect(await walk()).toBe(0);
    expect(await rows()).toEqual(before);
  });
});
