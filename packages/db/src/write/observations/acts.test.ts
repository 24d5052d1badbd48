import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../../../testing/database.ts";
import { seriesAsOf } from "../../../testing/series-as-of.ts";
import { type StatedRow, type TestSource, testSource } from "../../../testing/source-builder.ts";
import { AlreadyDecided } from "../../errors.ts";
import { heldKeys } from "../../read/ingest/held-values.ts";
import { decideHeld } from "../reviews/decide-held.ts";
import { appendObservations } from "./append-observations.ts";

describe("acts of ours", () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await testDatabase();
  });
  afterAll(() => test.drop());

  const points = async (source: TestSource, asOf: string) =>
    (await seriesAsOf(test.db, { indicator: source.indicator, area: "CHN", dimensions: {} }, new Date(asOf))).map((p) => [
      p.period,
      p.value,
      p.cause,
    ]);

  const reparse = async (source: TestSource, at: string, stated: StatedRow[], now: string) => {
    const { rows } = await test.db.pool.query<{ id: string }>(`SELECT id::text FROM exchanges WHERE source_id = $1 AND captured_at = $2`, [
      source.id,
      new Date(at),
    ]);
    const as = { cause: "reparse", note: "the header was misread" } as const;
    return appendObservations(test.db, {
      ...source.input(rows[0]?.id ?? "", at, stated, { as, now: new Date(now), parserFingerprint: "reader-2" }),
    });
  };

  it("have their own instant as vintage, so what was known before stays as it was", async () => {
    const source = await testSource(test.db, "fixed");
    await source.capture("2024-01-01", [
      ["CHN", "2022", 1],
      ["CHN", "2023", 2],
    ]);
    expect(
      await reparse(
        source,
        "2024-01-01",
        [
          ["CHN", "2022", 1],
          ["CHN", "2023", 20],
        ],
        "2024-06-01",
      ),
    ).toMatchObject({ corrections: 1, unchanged: 1 });
    expect(await points(source, "2024-05-31")).toEqual([
      ["2022", 1, "new_period"],
      ["2023", 2, "new_period"],
    ]);
    expect(await points(source, "2024-06-02")).toEqual([
      ["2022", 1, "new_period"],
      ["2023", 20, "reparse"],
    ]);
    expect(
      await reparse(
        source,
        "2024-01-01",
        [
          ["CHN", "2022", 1],
          ["CHN", "2023", 20],
        ],
        "2024-07-01",
      ),
    ).toMatchObject({ corrections: 0 });
  });

  it("withdraw what the new reading does not find, and leave alone what a later document has stated since", async () => {
    const source = await testSource(test.db, "superseded");
    await source.capture("2024-01-01", [
      ["CHN", "2021", 1],
      ["CHN", "2022", 2],
      ["CHN", "2023", 3],
    ]);
    await source.capture("2024-02-01", [
      ["CHN", "2021", 1],
      ["CHN", "2022", 2],
      ["CHN", "2023", 4],
    ]);
    await reparse(
      source,
      "2024-01-01",
      [
        ["CHN", "2022", 2],
        ["CHN", "2023", 30],
      ],
      "2024-06-01",
    );
    expect(await points(source, "2024-07-01")).toEqual([
      ["2021", null, "reparse"],
      ["2022", 2, "new_period"],
      ["2023", 4, "revision"],
    ]);
    await reparse(
      source,
      "2024-02-01",
      [
        ["CHN", "2021", 1],
        ["CHN", "2022", 2],
        ["CHN", "2023", 4],
      ],
      "2024-06-01",
    );
    expect(await points(source, "2024-07-01")).toEqual([
      ["2021", 1, "reparse"],
      ["2022", 2, "new_period"],
      ["2023", 4, "revision"],
    ]);
  });

  it("come after what they correct even when the clock went back", async () => {
    const source = await testSource(test.db, "clock");
    await source.capture("2024-01-01", [["CHN", "2023", 1]]);
    await reparse(source, "2024-01-01", [["CHN", "2023", 2]], "2023-12-01");
    expect(await points(source, "2024-01-01T00:00:00.000Z")).toEqual([["2023", 1, "new_period"]]);
    expect(await points(source, "2024-01-01T00:00:00.001Z")).toEqual([["2023", 2, "reparse"]]);
  });

  it("are inferred when a new parser meets the bytes of the response before: the publisher stated nothing new", async () => {
    const source = await testSource(test.db, "new-parser");
    await source.capture("2024-01-01", [["CHN", "2023", 1]]);
    const id = await source.keep("2024-02-01", [["CHN", "2023", 1]], { parserFingerprint: "reader-2" });
    const input = source.input(id, "2024-02-01", [["CHN", "2023", 10]], { parserFingerprint: "reader-2", now: new Date("2024-02-02") });
    expect(await appendObservations(test.db, input)).toMatchObject({ corrections: 1, revisions: 0 });
    expect(await points(source, "2024-02-03")).toEqual([["2023", 10, "reparse"]]);
  });

  it("find numbers in a document that gave none before, known from the day they were found", async () => {
    const source = await testSource(test.db, "found-later");
    await source.capture("2024-01-01", [], { refusals: [{ code: "layout_changed", message: "no table", scope: "snapshot" }] });
    expect(await reparse(source, "2024-01-01", [["CHN", "2023", 5]], "2024-06-01")).toMatchObject({ corrections: 1 });
    expect(await points(source, "2024-05-31")).toEqual([]);
    expect(await points(source, "2024-06-01")).toEqual([["2023", 5, "reparse"]]);
  });

  it("correct single numbers without touching others, a withdrawal included", async () => {
    const source = await testSource(test.db, "corrected");
    await source.capture("2024-01-01", [
      ["CHN", "2022", 1],
      ["CHN", "2023", 2],
    ]);
    const id = await source.keep("2024-01-01", [
      ["CHN", "2022", 1],
      ["CHN", "2023", 2],
    ]);
    const as = { cause: "correction", note: "typing error of ours" } as const;
    await appendObservations(
      test.db,
      source.input(id, "2024-01-01", [["CHN", "2023", null, { status: "O" }]], { as, now: new Date("2024-03-01") }),
    );
    expect(await points(source, "2024-04-01")).toEqual([
      ["2022", 1, "new_period"],
      ["2023", null, "correction"],
    ]);
  });
});

describe("a value held back", () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await testDatabase();
  });
  afterAll(() => test.drop());

  const holding = async (id: string) => {
    const source = await testSource(test.db, id);
    await source.capture("2024-01-01", [
      ["CHN", "2022", 1],
      ["CHN", "2023", 2],
    ]);
    const implausible: StatedRow = ["CHN", "2023", 2_000];
    const observation = source.input("", "2024-02-01", [implausible]).observations[0];
    if (observation === undefined) throw new Error("no candidate");
    const held = [{ observation, reason: "implausible" as const, message: "a thousandfold", previous: 2 }];
    const counts = await source.capture("2024-02-01", [["CHN", "2022", 1]], { held });
    const { rows } = await test.db.pool.query<{ id: string }>(
      `SELECT q.id::text FROM quarantine q JOIN series k ON k.id = q.series_id WHERE k.source_id = $1`,
      [id],
    );
    return { source, counts, held, quarantineId: rows[0]?.id ?? "" };
  };

  const newest = async (source: TestSource, asOf: string) =>
    (await seriesAsOf(test.db, { indicator: source.indicator, area: "CHN", dimensions: {} }, new Date(asOf))).map((p) => p.value);

  it("is not public, is not a withdrawal, and its key is known to wait", async () => {
    const { source, counts } = await holding("waiting");
    expect(counts).toMatchObject({ held: 1, withdrawals: 0, unchanged: 1 });
    expect(await newest(source, "2024-03-01")).toEqual([1, 2]);
    expect(await heldKeys(test.db)).toEqual(new Set(["waiting-count|CHN|@2023"]));
    expect(await heldKeys(test.db, new Date("2024-01-31"))).toEqual(new Set());
  });

  it("is held for review once, not at every fetch that brings it again", async () => {
    const { source, held } = await holding("repeated");
    expect(await source.capture("2024-03-01", [["CHN", "2022", 5]], { held })).toMatchObject({ held: 0 });
  });

  it("becomes known at the instant it is accepted", async () => {
    const { source, quarantineId } = await holding("accepted");
    const review = {
      ids: [quarantineId],
      decision: "accepted",
      note: "confirmed by telephone",
      by: "ann",
      now: new Date("2024-05-01"),
    } as const;
    expect(await decideHeld(test.db, review)).toMatchObject({ revisions: 1 });
    expect(await newest(source, "2024-04-30")).toEqual([1, 2]);
    expect(await newest(source, "2024-05-01")).toEqual([1, 2_000]);
    expect(await heldKeys(test.db, new Date("2024-05-02"))).not.toContain("accepted-count|CHN|@2023");
    await expect(decideHeld(test.db, review)).rejects.toThrow(AlreadyDecided);
  });

  it("stays out permanently when it is rejected, and the decision is stored with its reason", async () => {
    const { source, quarantineId } = await holding("rejected");
    await decideHeld(test.db, {
      ids: [quarantineId],
      decision: "rejected",
      note: "a typing error of theirs",
      by: "ann",
      now: new Date("2024-05-01"),
    });
    expect(await newest(source, "2025-01-01")).toEqual([1, 2]);
    const { rows } = await test.db.pool.query("SELECT decision, reason, decided_by FROM quarantine_decisions WHERE quarantine_id = $1", [
      quarantineId,
    ]);
    expect(rows).toEqual([{ decision: "rejected", reason: "a typing error of theirs", decided_by: "ann" }]);
  });
});
