import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../../../testing/database.ts";
import { type StatedRow, testSource } from "../../../testing/source-builder.ts";
import { decideHeld } from "../../write/reviews/decide-held.ts";
import { heldValues } from "./held-values.ts";
import { runHistory } from "./run-history.ts";

describe("what a run is held against", () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await testDatabase();
  });
  afterAll(() => test.drop());

  const known = async (source: string, asOf: string, areas = ["CHN", "USA", "FRA"]) => {
    const series = areas.map((area) => `${source}-count|${area}|`);
    const history = await runHistory(test.db, { source, series, asOf: new Date(asOf) });
    return Object.fromEntries([...history.series].sort().map(([key, values]) => [key.split("|")[1], Object.fromEntries(values)]));
  };

  it("is each series' newest value by period at that instant: none before anything was known, null where withdrawn, no forecast", async () => {
    const source = await testSource(test.db, "history");
    await source.capture("2024-01-01", [
      ["CHN", "2021", 1],
      ["CHN", "2022", 2],
      ["USA", "2022", 7.25],
    ]);
    await source.capture("2024-02-01", [
      ["CHN", "2021", 1],
      ["CHN", "2022", 3],
      ["CHN", "2023", 4, { status: "F" }],
    ]);
    expect(await known("history", "2023-12-31")).toEqual({});
    expect(await known("history", "2024-01-15")).toEqual({ CHN: { 2021: 1, 2022: 2 }, USA: { 2022: 7.25 } });
    expect(await known("history", "2024-03-01")).toEqual({ CHN: { 2021: 1, 2022: 3 }, USA: { 2022: null } });
    expect(await known("history", "2024-03-01", ["USA"])).toEqual({ USA: { 2022: null } });
  });

  it("gives numbers exactly as they are stored", async () => {
    const source = await testSource(test.db, "exact");
    const values = [0.1 + 0.2, 5e-324, 1.7976931348623157e308, -0.24, 10_891_745.24];
    await source.capture(
      "2024-01-01",
      values.map((value, at): StatedRow => ["CHN", `${2000 + at}`, value]),
    );
    expect(Object.values((await known("exact", "2025-01-01")).CHN ?? {})).toEqual(values);
  });

  it("counts the numbers that the newest document of each address gave before that instant", async () => {
    const source = await testSource(test.db, "documents", { states: "listed" });
    const rows = (count: number) => Array.from({ length: count }, (_, at): StatedRow => [`A${at}`, "2024", at]);
    await source.capture("2024-01-01", rows(12), { url: "/a" });
    await source.capture("2024-01-02", rows(5), { url: "/b" });
    await source.capture("2024-01-03", rows(11), { url: "/a" });
    await source.capture("2024-01-04", [], { url: "/b", refusals: [{ code: "layout_changed", message: "no table", scope: "snapshot" }] });
    const documents = async (asOf: string) =>
      (await runHistory(test.db, { source: "documents", series: [], asOf: new Date(asOf) })).documents.map(({ url, numbers }) => [
        url.at(-1),
        numbers,
      ]);
    expect(await documents("2024-01-01")).toEqual([]);
    expect(await documents("2024-01-03")).toEqual([
      ["b", 5],
      ["a", 12],
    ]);
    expect(await documents("2024-02-01")).toEqual([
      ["a", 11],
      ["b", 5],
    ]);
  });

  it("names the values held or rejected, with why; none that was accepted or corrected by its source", async () => {
    const source = await testSource(test.db, "withheld", { states: "listed" });
    const stated: StatedRow[] = ["2021", "2022", "2023", "2024"].map((period, at): StatedRow => ["CHN", period, 1000 + at]);
    const held = source.input("", "2024-02-01", stated).observations.map((observation) => ({
      observation,
      reason: "jump" as const,
      message: "far",
      previous: 7,
    }));
    await source.capture("2024-02-01", [], { held });
    const [accepted, rejected] = (await heldValues(test.db, { source: "withheld" })).map((one) => [one.id]);
    const word = { note: "x", by: "ann", now: new Date("2024-03-01") };
    await decideHeld(test.db, { ids: accepted ?? [], decision: "accepted", ...word });
    await decideHeld(test.db, { ids: rejected ?? [], decision: "rejected", ...word });
    await source.capture("2024-04-01", [["CHN", "2023", 5]]);
    const withheld = async (asOf: string) => (await runHistory(test.db, { source: "withheld", series: [], asOf: new Date(asOf) })).withheld;
    expect(await withheld("2024-05-01")).toEqual([
      { series: "withheld-count|CHN|", period: "2022", value: 1001, check: "jump", reason: "far", previous: 7 },
      { series: "withheld-count|CHN|", period: "2024", value: 1003, check: "jump", reason: "far", previous: 7 },
    ]);
    expect(await withheld("2024-01-31")).toEqual([]);
  });

  it("takes a document whose held numbers were accepted for the newest, as one without a size", async () => {
    const source = await testSource(test.db, "shrunk");
    const rows = (count: number) => Array.from({ length: count }, (_, at): StatedRow => [`A${at}`, "2024", at]);
    await source.capture("2024-01-01", rows(12));
    const held = source
      .input("", "2024-02-01", [["A1", "2025", 9]])
      .observations.map((observation) => ({ observation, reason: "row_collapse" as const, message: "1 number", previous: null }));
    await source.capture("2024-02-01", [], { held });
    const documents = async () => (await runHistory(test.db, { source: "shrunk", series: [], asOf: new Date("2024-05-01") })).documents;
    expect((await documents()).map((one) => one.numbers)).toEqual([12]);
    const ids = (await heldValues(test.db, { source: "shrunk" })).map((one) => one.id);
    await decideHeld(test.db, { ids, decision: "accepted", note: "they cut it", by: "ann", now: new Date("2024-03-01") });
    expect((await documents()).map((one) => one.numbers)).toEqual([0]);
  });
});
