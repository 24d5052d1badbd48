import type { Locator } from "@talent/core/observation/locator";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../../../testing/database.ts";
import { seriesAsOf } from "../../../testing/series-as-of.ts";
import { type StatedRow, testSource } from "../../../testing/source-builder.ts";
import { IndicatorTaken, NeedsReparse, SameVintage } from "../../errors.ts";
import { changesSince } from "../../read/feeds/changes.ts";
import { appendObservations } from "./append-observations.ts";

describe("appending what a snapshot states", () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await testDatabase();
  });
  afterAll(() => test.drop());

  const values = async (indicator: string, asOf: string, area = "CHN") =>
    (await seriesAsOf(test.db, { indicator, area, dimensions: {} }, new Date(asOf))).map((p) => [p.period, p.value, p.cause]);

  it("writes what is new, then only what differs, and keeps the old value at the old date", async () => {
    const source = await testSource(test.db, "plain");
    const first = await source.capture("2024-01-01", [
      ["CHN", "2022", 10],
      ["CHN", "2023", 20],
    ]);
    expect(first).toEqual({ newPeriods: 2, revisions: 0, withdrawals: 0, corrections: 0, unchanged: 0, held: 0, reapply: [] });
    const second = await source.capture("2025-01-01", [
      ["CHN", "2022", 10],
      ["CHN", "2023", 21],
      ["CHN", "2024", 30],
    ]);
    expect(second).toMatchObject({ newPeriods: 1, revisions: 1, unchanged: 1 });
    expect(await values("plain-count", "2024-06-01")).toEqual([
      ["2022", 10, "new_period"],
      ["2023", 20, "new_period"],
    ]);
    expect(await values("plain-count", "2025-06-01")).toEqual([
      ["2022", 10, "new_period"],
      ["2023", 21, "revision"],
      ["2024", 30, "new_period"],
    ]);
    expect(await values("plain-count", "2023-12-31")).toEqual([]);
  });

  it("writes a version for each field that distinguishes two statements, and for no other", async () => {
    const source = await testSource(test.db, "fields");
    const base: StatedRow = ["CHN", "2023", 10];
    const steps: [StatedRow[3], number][] = [
      [{}, 1],
      [{ status: "P" }, 1],
      [{ low: 9 }, 1],
      [{ low: 9, high: 11 }, 1],
      [{ low: 9, high: 11, n: 867 }, 1],
      [{ low: 9, high: 11, n: 867, bound: "lower" }, 1],
      [
        { low: 9, high: 11, n: 867, bound: "lower", raw: "10.0", publishedOn: "2024-01-05", locator: { kind: "csv", line: 9, column: 9 } },
        0,
      ],
    ];
    for (const [at, [more, rows]] of steps.entries()) {
      const { newPeriods, revisions } = await source.capture(`2024-01-0${at + 1}`, [[...base, more] as unknown as StatedRow]);
      expect(newPeriods + revisions, JSON.stringify(more)).toBe(rows);
    }
    const [point] = await seriesAsOf(test.db, { indicator: "fields-count", area: "CHN", dimensions: {} }, new Date("2025-01-01"));
    expect(point).toMatchObject({ value: 10, low: 9, high: 11, n: 867, bound: "lower", vintage: "2024-01-06T00:00:00.000Z" });
  });

  it("records why each row was written: a withdrawal by a blank, by absence, a return, a change of definition", async () => {
    const source = await testSource(test.db, "causes");
    await source.capture("2024-01-01", [
      ["CHN", "2021", 1],
      ["CHN", "2022", 2],
      ["CHN", "2023", 3],
    ]);
    await source.capture("2024-01-02", [
      ["CHN", "2021", null],
      ["CHN", "2023", 4, { status: "B" }],
    ]);
    expect(await values("causes-count", "2024-01-02")).toEqual([
      ["2021", null, "withdrawal"],
      ["2022", null, "withdrawal"],
      ["2023", 4, "definition_change"],
    ]);
    await source.capture("2024-01-03", [
      ["CHN", "2021", 1],
      ["CHN", "2022", 2],
      ["CHN", "2023", 5, { status: "B" }],
    ]);
    expect((await values("causes-count", "2024-01-03")).map(([, , cause]) => cause)).toEqual(["revision", "revision", "revision"]);
  });

  it("counts a missing key as withdrawn only within the document's scope", async () => {
    const before: StatedRow[] = [
      ["CHN", "2022", 1],
      ["CHN", "2023", 2],
      ["USA", "2023", 3],
    ];
    const after: StatedRow[] = [["USA", "2023", 3]];
    const withdrawn: Record<string, number> = {};
    for (const states of ["everything", "own_periods", "listed"] as const) {
      const source = await testSource(test.db, `scope-${states}`, { states });
      await source.capture("2024-01-01", before);
      withdrawn[states] = (await source.capture("2024-01-02", after)).withdrawals;
    }
    expect(withdrawn).toEqual({ everything: 2, own_periods: 1, listed: 0 });
  });

  it("never treats a document without numbers as one that withdraws all of them", async () => {
    const source = await testSource(test.db, "empty");
    await source.capture("2024-01-01", [["CHN", "2023", 1]]);
    expect(await source.capture("2024-01-02", [])).toMatchObject({ withdrawals: 0 });
    expect(await values("empty-count", "2024-02-01")).toEqual([["2023", 1, "new_period"]]);
  });

  it("leaves the other indicators of a source alone when a document covers one", async () => {
    const source = await testSource(test.db, "two-files", { record: { produces: ["two-files-count", "two-files-other"] } });
    await source.capture("2024-01-01", [["CHN", "2023", 1]], { url: "/a" });
    const other = await source.capture("2024-01-02", [["CHN", "2023", 7, { indicator: "two-files-other" }]], { url: "/b" });
    expect(other).toMatchObject({ newPeriods: 1, withdrawals: 0 });
  });

  it("refuses two values of one key at one instant, whichever document comes first, and keeps the first", async () => {
    const source = await testSource(test.db, "same-instant", { states: "listed" });
    await source.capture("2024-01-01", [["CHN", "2023", 1]], { url: "/a" });
    await expect(source.capture("2024-01-01", [["CHN", "2023", 2]], { url: "/b" })).rejects.toThrow(SameVintage);
    expect(await values("same-instant-count", "2024-02-01")).toEqual([["2023", 1, "new_period"]]);
    expect(
      await source.capture(
        "2024-01-01",
        [
          ["CHN", "2023", 1],
          ["USA", "2023", 5],
        ],
        { url: "/c" },
      ),
    ).toMatchObject({ newPeriods: 1, unchanged: 1 });
  });

  it("refuses another reading of an exchange that was read, unless it comes as a reparse", async () => {
    const source = await testSource(test.db, "reread");
    const id = await source.keep("2024-01-01", [["CHN", "2023", 1]]);
    await appendObservations(test.db, source.input(id, "2024-01-01", [["CHN", "2023", 1]]));
    await expect(appendObservations(test.db, source.input(id, "2024-01-01", [["CHN", "2023", 2]]))).rejects.toThrow(NeedsReparse);
  });

  it("refuses a key stated twice with two values, another unit, or the indicator of another source; nothing is stored", async () => {
    const source = await testSource(test.db, "refused");
    await source.capture("2024-01-01", [["CHN", "2023", 1]]);
    const twice: StatedRow[] = [
      ["CHN", "2024", 1],
      ["CHN", "2024", 2],
    ];
    await expect(source.capture("2024-01-02", twice)).rejects.toMatchObject({ code: "duplicate_key" });
    await expect(source.capture("2024-01-02", [["CHN", "2023", 1, { unit: "%" }]])).rejects.toMatchObject({ code: "unit_changed" });
    const other = await testSource(test.db, "thief");
    await expect(other.capture("2024-01-02", [["CHN", "2023", 1, { indicator: "refused-count" }]])).rejects.toThrow(IndicatorTaken);
    expect(
      await source.capture("2024-01-03", [
        ["CHN", "2023", 1],
        ["CHN", "2023", 1],
      ]),
    ).toMatchObject({ unchanged: 1, newPeriods: 0 });
  });

  it("returns every number with its printed text and its place, whatever the kind of document", async () => {
    const source = await testSource(test.db, "places");
    const places: [Locator, string][] = [
      [{ kind: "csv", line: 7, column: 3 }, "1,482"],
      [{ kind: "xlsx", sheet: "FY97", cell: "AB1048576" }, "1482"],
      [{ kind: "html", selector: 'table#by "country"', row: 4, column: "Share\t(%)" }, "１４８２"],
      [{ kind: "json", pointer: "/1/49/value" }, "1.482e3"],
      [{ kind: "pdf", page: 3, line: 12, column: 2 }, "1 482 *"],
      [{ kind: "rows", where: 'country has "China"', count: 2, lines: [3, 9], digest: "ab" }, "2"],
    ];
    await source.capture(
      "2024-01-01",
      places.map(([locator, raw], at): StatedRow => ["CHN", `${2000 + at}`, 1482, { locator, raw }]),
    );
    const { data } = await (await import("../../read/observations/series-page.ts")).seriesPage(test.db, {
      indicator: "places-count",
      asOf: new Date("2025-01-01"),
      limit: 10,
    });
    expect(data.map((o) => [o.locator, o.raw])).toEqual(places);
  });

  it("writes one feed entry per indicator and cause, however many rows there are", async () => {
    const source = await testSource(test.db, "feed");
    const before = (await changesSince(test.db, null, 1000)).data.length;
    await source.capture(
      "2024-01-01",
      Array.from({ length: 60 }, (_, at): StatedRow => ["CHN", `${1950 + at}`, at]),
    );
    await source.capture(
      "2024-01-02",
      Array.from({ length: 60 }, (_, at): StatedRow => ["CHN", `${1950 + at}`, at === 5 ? 500 : at]),
    );
    const entries = (await changesSince(test.db, null, 1000)).data.slice(before);
    expect(entries.map((entry) => [entry.kind, entry.indicator, entry.detail.count, entry.detail.periods])).toEqual([
      ["new_period", "feed-count", 60, { first: "1950", last: "2009" }],
      ["revision", "feed-count", 1, { first: "1955", last: "1955" }],
    ]);
    expect(entries[0]?.detail.observations).toHaveLength(12);
  });
});
