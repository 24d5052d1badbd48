import type { Exchange } from "@talent/core/capture/capture";
import type { ParsedObservation } from "@talent/core/observation/observation";
import { changesSince } from "@talent/db/read/feeds/changes";
import { heldValues } from "@talent/db/read/ingest/held-values";
import { indicatorAsOf } from "@talent/db/read/observations/points";
import { type TestDatabase, testDatabase } from "@talent/db/testing/database";
import { registerSources } from "@talent/db/write/ingest/register-sources";
import { decideHeld } from "@talent/db/write/reviews/decide-held";
import type { Source } from "@talent/sources/define-source";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testExchange, testParser, testSource } from "../../testing/source.ts";
import { splitReadable } from "../fetch/fetch-source.ts";
import { sourceRecord } from "./parser.ts";
import type { RunReport } from "./run-effects.ts";
import { runOnce } from "./run-slot.ts";

// A publisher of tables by area and period, read in this process: `heads` on the first line, then `area,period,value`.
const NAMES = ["collapse", "unit", "stale", "first", "late", "swapped", "alone", "anew"] as const;
const sources = NAMES.map((id) =>
  testSource({
    id,
    indicator: `heads-${id}`,
    states: id === "stale" || id === "first" ? "own_periods" : "everything",
    expect: { observations: [1, 999], values: {} },
  }),
);
const reader = testParser("parser-1", read);
let store: TestDatabase;
beforeAll(async () => {
  store = await testDatabase();
  await registerSources(
    store.db,
    sources.map((source) => sourceRecord(source, reader)),
    new Date(),
  );
}, 120_000);
afterAll(() => store?.drop());

function read(source: Source, exchange: Exchange): { observations: ParsedObservation[]; refusals: [] } {
  const [, ...lines] = Buffer.from(exchange.body).toString().trim().split("\n");
  const observations = lines.map((line, index): ParsedObservation => {
    const [area = "", period = "", raw = ""] = line.split(",");
    const key = { indicator: source.produces[0] ?? "", area, dimensions: {}, period };
    return { ...key, value: Number(raw), unit: "persons", status: "A", locator: { kind: "csv", line: index + 2, column: 3 }, raw };
  });
  return { observations, refusals: [] };
}

type Table = Readonly<Record<string, Readonly<Record<string, number>>>>;
const AREAS = ["AUS", "BRA", "CHN", "DEU", "FRA", "GBR", "IND", "JPN", "KOR", "USA"];
/** Ten areas that grow evenly, in these periods. */
const table = (periods: readonly string[], change = (value: number, _area: number, _period: string) => value): Table =>
  Object.fromEntries(
    AREAS.map((area, at) => [
      area,
      Object.fromEntries(periods.map((period, year) => [period, change(2_000 * (at + 1) + 150 * year * (at + 1), at, period)])),
    ]),
  );
const YEARS = ["2018", "2019", "2020", "2021", "2022"];
const document = (rows: Table, day: string, name = "heads"): Exchange => {
  const lines = Object.entries(rows).flatMap(([area, values]) =>
    Object.entries(values).map(([period, value]) => `${area},${period},${value}`),
  );
  return testExchange(`https://example.org/${name}.csv`, `year,heads\n${lines.join("\n")}\n`, `${day}T00:00:00.000Z`);
};
const run = async (id: (typeof NAMES)[number], ...exchanges: Exchange[]): Promise<RunReport> => {
  const clock = () => new Date(exchanges[0]?.capturedAt ?? 0);
  const source = sources[NAMES.indexOf(id)] as Source;
  return await runOnce(
    { db: store.db, name: "test", clock, parser: reader },
    { source, trigger: "manual", fetch: async () => splitReadable(exchanges, clock()) },
  );
};
/** The same bytes by a fixed parser. */
const reread = async (id: (typeof NAMES)[number], exchange: Exchange): Promise<RunReport> => {
  const clock = () => new Date("2026-01-01");
  const runner = { db: store.db, name: "test", clock, parser: testParser("parser-2", read) };
  const errand = {
    source: sources[NAMES.indexOf(id)] as Source,
    trigger: "reparse" as const,
    as: { cause: "reparse", note: "mended" } as const,
  };
  return await runOnce(runner, { ...errand, fetch: async () => splitReadable([exchange], clock()) });
};
const stored = async (id: string, asOf = "2030-01-01"): Promise<Table> => {
  const all = await indicatorAsOf(store.db, `heads-${id}`, new Date(asOf));
  return Object.fromEntries(
    all.map(({ key, points }) => [key.area, Object.fromEntries(points.map((point) => [point.period, point.value ?? Number.NaN]))]),
  );
};
const waiting = async (id: string) =>
  (await heldValues(store.db, { source: id })).map((one) => [one.reason, one.observation.area, one.observation.period]);
const told = async (id: string) =>
  (await changesSince(store.db, null, 1000)).data.filter((entry) => entry.source === id).map((entry) => entry.kind);

describe("documents that are not believed", { timeout: 60_000 }, () => {
  it("half the rows gone: earlier data stays, nothing is withdrawn, and the feed has only the failing source", async () => {
    await run("collapse", document(table(YEARS), "2024-01-01"));
    const half = Object.fromEntries(Object.entries(table(YEARS)).slice(0, 5));
    expect(await run("collapse", document(half, "2024-01-02"))).toMatchObject({
      outcome: "implausible",
      counts: { withdrawals: 0, held: 0 },
    });
    expect(await stored("collapse")).toEqual(table(YEARS));
    expect(await told("collapse")).toEqual(["new_period", "source_health"]);
    expect((await run("collapse", document(half, "2024-01-03"))).outcome).toBe("implausible");
    expect((await run("collapse", document(table([...YEARS, "2023"]), "2024-01-04"))).outcome).toBe("new_values");
    expect(await stored("collapse")).toEqual(table([...YEARS, "2023"]));
  });

  it("another unit: all of it is held, none of it is public, and a person's decision on all of it ends the failure", async () => {
    await run("unit", document(table(YEARS), "2024-01-01"));
    const thousands = document(
      table([...YEARS, "2023"], (value) => value / 1000),
      "2024-02-01",
    );
    expect((await run("unit", thousands)).outcome).toBe("implausible");
    expect(await stored("unit")).toEqual(table(YEARS));
    const ids = (await heldValues(store.db, { source: "unit" })).map((one) => one.id);
    expect(ids).toHaveLength(60);
    expect((await run("unit", { ...thousands, capturedAt: "2024-02-02T00:00:00.000Z" })).outcome).toBe("implausible");
    await decideHeld(store.db, { ids, decision: "rejected", note: "thousands", by: "ann", now: new Date("2024-02-03") });
    expect((await run("unit", { ...thousands, capturedAt: "2024-02-04T00:00:00.000Z" })).outcome).toBe("same_bytes");
    expect(await stored("unit")).toEqual(table(YEARS));
  });

  it("swapped columns: a table that now differs in most of its former values is held whole", async () => {
    await run("swapped", document(table(YEARS), "2024-01-01"));
    const values = table(YEARS);
    const swapped = Object.fromEntries(AREAS.map((area, at) => [area, values[AREAS[AREAS.length - 1 - at] ?? ""] ?? {}]));
    expect((await run("swapped", document(swapped, "2024-02-01"))).outcome).toBe("implausible");
    expect(await stored("swapped")).toEqual(values);
    expect(new Set((await waiting("swapped")).map(([reason]) => reason))).toEqual(new Set(["mass_rewrite"]));
  });

  it("last year's page under this year's name: refused, whichever run brought the original", async () => {
    await run("stale", document(table(["2021"]), "2022-01-01", "2021"));
    await run(
      "stale",
      document(
        table(["2022"], (value) => value + 7),
        "2023-01-01",
        "2022",
      ),
    );
    const stale = document(table(["2023"]), "2024-01-01", "2023");
    expect(await run("stale", stale)).toMatchObject({ outcome: "contract_violation", refusals: [{ code: "stale_copy" }] });
    expect(Object.keys((await stored("stale")).CHN ?? {})).toEqual(["2021", "2022"]);
    expect(await waiting("stale")).toEqual([]);
    expect((await run("stale", { ...stale, capturedAt: "2024-01-02T00:00:00.000Z" })).outcome).toBe("contract_violation");
    expect((await reread("stale", stale)).outcome).toBe("contract_violation");
    expect(Object.keys((await stored("stale")).CHN ?? {})).toEqual(["2021", "2022"]);
  });
});

describe("a single number that is not believed", { timeout: 60_000 }, () => {
  const slip = (value: number, area: number, period: string): number => (area === 2 && period === "2023" ? value * 10 : value);

  it("is held alone, and stays held when newer periods make it history", async () => {
    await run("alone", document(table(YEARS), "2024-01-01"));
    expect(await run("alone", document(table([...YEARS, "2023"], slip), "2024-02-01"))).toMatchObject({
      outcome: "implausible",
      counts: { held: 1, newPeriods: 9 },
    });
    const later = document(table([...YEARS, "2023", "2024", "2025"], slip), "2026-02-01");
    expect((await run("alone", later)).counts).toMatchObject({ newPeriods: 20, withdrawals: 0 });
    expect(Object.keys((await stored("alone")).CHN ?? {})).toEqual([...YEARS, "2024", "2025"]);
    expect(await waiting("alone")).toEqual([["jump", "CHN", "2023"]]);
    await run("alone", document(table([...YEARS, "2023", "2024", "2025"]), "2026-03-01"));
    expect([(await stored("alone")).CHN?.["2023"], await waiting("alone")]).toEqual([table([...YEARS, "2023"]).CHN?.["2023"], []]);
  });

  it("is not let out by reading the stored bytes anew", async () => {
    const held = document(table([...YEARS, "2023"], slip), "2024-02-01");
    await run("anew", document(table(YEARS), "2024-01-01"));
    await run("anew", held);
    const before = await stored("anew");
    expect([(await reread("anew", held)).outcome, await stored("anew")]).toEqual(["same_values", before]);
    expect(await waiting("anew")).toEqual([["jump", "CHN", "2023"]]);
  });
});

describe("history that is true although wild", { timeout: 60_000 }, () => {
  const collapse = (value: number, area: number, period: string): number =>
    period === "2020" ? Math.round(value / (20 * (area + 1))) : value;

  it("is not held on a first load, in however many documents it comes", async () => {
    const pages = YEARS.map((year) =>
      document(
        table([year], (value, area) => collapse(value + 31 * Number(year), area, year)),
        "2024-01-01",
        year,
      ),
    );
    expect(await run("first", ...pages)).toMatchObject({ outcome: "new_values", counts: { newPeriods: 50, withdrawals: 0, held: 0 } });
  });

  it("stays as it was known when an older document arrives late and the newer ones are read again", async () => {
    const all = [...YEARS, "2023"];
    await run("late", document(table(all, collapse), "2024-06-01"));
    const before = await stored("late");
    expect(await run("late", document(table(YEARS.slice(0, 2)), "2020-06-01"))).toMatchObject({ outcome: "new_values" });
    expect(await stored("late")).toEqual(before);
    expect(await waiting("late")).toEqual([]);
  });
});
