import type { ParsedObservation } from "@talent/core/observation/observation";
import { exchangesSince } from "@talent/db/read/ingest/stored-answers";
import { storedExchange } from "@talent/db/read/ingest/stored-exchanges";
import { type TestDatabase, testDatabase } from "@talent/db/testing/database";
import { seriesAsOf } from "@talent/db/testing/series-as-of";
import { registerSources } from "@talent/db/write/ingest/register-sources";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testExchange, testParser, testSource } from "../../testing/source.ts";
import { splitReadable } from "../fetch/fetch-source.ts";
import type { SandboxedParser } from "./parser.ts";
import { sourceRecord } from "./parser.ts";
import { reparseDifferences } from "./reparse.ts";
import { runOnce } from "./run-slot.ts";
import type { Runner } from "./runner.ts";

const NOW = new Date("2026-06-01T00:00:00Z");
const URL_OF_TABLE = "https://example.org/heads.csv";
const source = testSource({ id: "heads", indicator: "heads" });
let store: TestDatabase;
beforeAll(async () => {
  store = await testDatabase();
  await registerSources(store.db, [sourceRecord(source, testParser())], NOW);
  const bodies = { "2025-01-01": "year,heads\n2022,1\n2023,2\n", "2026-01-01": "year,heads\n2022,1\n2023,3\n2024,4\n" };
  for (const [day, body] of Object.entries(bodies))
    await runOnce(runner(testParser()), errand([testExchange(URL_OF_TABLE, body, `${day}T00:00:00.000Z`)]));
}, 120_000);
afterAll(() => store?.drop());

const runner = (reader: SandboxedParser): Runner => ({ db: store.db, name: "w", clock: () => NOW, parser: reader });
const errand = (exchanges: Parameters<typeof splitReadable>[0]) => ({
  source,
  trigger: "manual" as const,
  fetch: async () => splitReadable(exchanges, NOW),
});
const ids = (since = new Date(0)) => exchangesSince(store.db, "heads", since);
const known = async (asOf: string) =>
  (await seriesAsOf(store.db, { indicator: "heads", area: "CHN", dimensions: {} }, new Date(asOf))).map(({ period, value, cause }) => [
    period,
    value,
    cause,
  ]);

/** A fixed parser: it reads the given values differently. */
function mended(change: (observation: ParsedObservation) => ParsedObservation[]): SandboxedParser {
  const base = testParser("parser-2");
  return {
    ...base,
    parse: async (...call) => {
      const reading = await base.parse(...call);
      return { ...reading, snapshots: reading.snapshots.map((one) => ({ ...one, observations: one.observations.flatMap(change) })) };
    },
  };
}
const reader = mended((one) =>
  one.period === "2022"
    ? []
    : one.period === "2024"
      ? [
          { ...one, value: 40 },
          { ...one, period: "2025", value: 50 },
        ]
      : [one],
);
const differences = async (with_: SandboxedParser) =>
  (await reparseDifferences(store.db, source, with_, await ids(), new Date("2026-07-01T00:00:00Z"))).map(({ period, stored, reread }) => [
    period,
    stored?.value ?? null,
    reread?.value ?? null,
  ]);

describe("reading stored bytes again", { timeout: 60_000 }, () => {
  it("finds nothing while the parser is the same", async () => expect(await differences(testParser())).toEqual([]));
  it("shows what a fixed parser reads differently, no longer, and for the first time, by the newest document that states it", async () => {
    expect((await differences(reader)).sort()).toEqual([
      ["2022", 1, null],
      ["2024", 4, 40],
      ["2025", null, 50],
    ]);
  });
  it("can be limited to the documents of a day and later", async () => {
    expect(await ids(new Date("2025-06-01T00:00:00Z"))).toHaveLength(1);
    expect(await ids(new Date("2027-01-01T00:00:00Z"))).toEqual([]);
  });
  it("writes as ours, known from the day we did it, and then has nothing left to write", async () => {
    for (const id of await ids()) {
      const exchange = await storedExchange(store.db, id);
      await runOnce(runner(reader), { ...errand([exchange]), as: { cause: "reparse", note: "the column was misread" } });
    }
    expect(await known("2026-05-31T00:00:00Z")).toEqual([
      ["2022", 1, "new_period"],
      ["2023", 3, "revision"],
      ["2024", 4, "new_period"],
    ]);
    expect(await known("2026-06-02T00:00:00Z")).toEqual([
      ["2022", null, "reparse"],
      ["2023", 3, "revision"],
      ["2024", 40, "reparse"],
      ["2025", 50, "reparse"],
    ]);
    expect(await differences(reader)).toEqual([]);
  });
});
