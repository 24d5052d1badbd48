import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../../../testing/database.ts";
import { seriesAsOf } from "../../../testing/series-as-of.ts";
import { exchangeOf, type StatedRow, type TestSource, testSource } from "../../../testing/source-builder.ts";
import { AlreadyDecided, Superseded } from "../../errors.ts";
import { changesSince } from "../../read/feeds/changes.ts";
import { heldKeys, heldValues } from "../../read/ingest/held-values.ts";
import { keepExchanges } from "../ingest/keep-exchanges.ts";
import { decideHeld } from "./decide-held.ts";

const REFUSAL = { code: "implausible", message: "the unit may have changed", scope: "snapshot" } as const;

describe("a person's decision on values held back", () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await testDatabase();
  });
  afterAll(() => test.drop());

  const held = (source: TestSource, stated: readonly StatedRow[]) =>
    source.input("", "2024-01-01", stated).observations.map((observation) => ({
      observation,
      reason: "jump" as const,
      message: `${observation.value} follows 2`,
      previous: 2,
    }));
  /** CHN 2022 and 2023 known since January; in February other values are held for the given keys. */
  const holding = async (id: string, values: readonly StatedRow[]) => {
    const source = await testSource(test.db, id);
    await source.capture("2024-01-01", [
      ["CHN", "2022", 1],
      ["CHN", "2023", 2],
    ]);
    await source.capture("2024-02-01", [["CHN", "2022", 1]], { held: held(source, values) });
    return { source, waiting: await heldValues(test.db, { source: id }) };
  };
  const word = (ids: readonly string[], decision: "accepted" | "rejected", now = "2024-05-01", note = "asked by telephone") =>
    decideHeld(test.db, { ids, decision, note, by: "ann", now: new Date(now) });
  const values = async (source: TestSource, asOf: string, area = "CHN") =>
    (await seriesAsOf(test.db, { indicator: source.indicator, area, dimensions: {} }, new Date(asOf))).map((p) => [
      p.period,
      p.value,
      p.cause,
    ]);

  it("is requested with the number, its place, the check that held it and what it was compared with", async () => {
    const { waiting } = await holding("asked", [["CHN", "2023", 2000]]);
    expect(waiting).toMatchObject([
      {
        source: "asked",
        url: "https://example.org/asked",
        capturedAt: "2024-02-01T00:00:00.000Z",
        observation: { indicator: "asked-count", area: "CHN", period: "2023", value: 2000, raw: "2000", locator: { kind: "csv" } },
        reason: "jump",
        message: "2000 follows 2",
        previous: 2,
        decision: null,
      },
    ]);
  });

  it("makes values known from that instant, in one act with a feed entry, and stores who decided", async () => {
    const { source, waiting } = await holding("two-values", [
      ["CHN", "2023", 2000],
      ["CHN", "2024", 2100],
    ]);
    const before = (await changesSince(test.db, null, 1000)).data.length;
    expect(
      await word(
        waiting.map((one) => one.id),
        "accepted",
      ),
    ).toEqual({ decided: 2, newPeriods: 1, revisions: 1, withdrawals: 0, unchanged: 0 });
    expect(await values(source, "2024-04-30")).toEqual([
      ["2022", 1, "new_period"],
      ["2023", 2, "new_period"],
    ]);
    expect(await values(source, "2024-05-01")).toEqual([
      ["2022", 1, "new_period"],
      ["2023", 2000, "revision"],
      ["2024", 2100, "new_period"],
    ]);
    const told = (await changesSince(test.db, null, 1000)).data.slice(before);
    expect(told.map((entry) => [entry.kind, entry.vintage, entry.detail.note])).toEqual([
      ["new_period", "2024-05-01T00:00:00.000Z", "asked by telephone"],
      ["revision", "2024-05-01T00:00:00.000Z", "asked by telephone"],
    ]);
    const { rows } = await test.db.pool.query(
      "SELECT a.act, a.note FROM appends a JOIN exchanges e ON e.id = a.exchange_id WHERE e.source_id = $1 AND act <> 'capture'",
      ["two-values"],
    );
    expect(rows).toEqual([{ act: "accepted", note: "asked by telephone" }]);
    expect(await heldValues(test.db, { source: "two-values" })).toEqual([]);
    expect((await heldValues(test.db, { source: "two-values", decided: true })).map((one) => one.decision)).toEqual(
      Array(2).fill({ decision: "accepted", note: "asked by telephone", by: "ann", at: "2024-05-01T00:00:00.000Z" }),
    );
  });

  it("is given once: a second one, an unknown id, and one known with another decide nothing", async () => {
    const { source, waiting } = await holding("once", [
      ["CHN", "2023", 2000],
      ["CHN", "2024", 2100],
    ]);
    const [first = "", second = ""] = waiting.map((one) => one.id);
    await word([first], "rejected");
    await expect(word([first], "accepted")).rejects.toThrow(AlreadyDecided);
    await expect(word([second, first], "accepted")).rejects.toThrow(AlreadyDecided);
    await expect(word([second, "999999"], "accepted")).rejects.toThrow("no value is held under 999999");
    await expect(word(["1; DROP TABLE quarantine"], "accepted")).rejects.toThrow(AlreadyDecided);
    expect((await heldValues(test.db, { source: "once" })).map((one) => one.id)).toEqual([second]);
    const race = await Promise.allSettled([word([second], "accepted"), word([second], "accepted")]);
    expect(race.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect((await values(source, "2025-01-01")).map(([period, value]) => [period, value])).toEqual([
      ["2022", 1],
      ["2023", 2],
      ["2024", 2100],
    ]);
  });

  it("of no keeps a number out permanently: the same one is not held for review again, another is", async () => {
    const { source, waiting } = await holding("no", [["CHN", "2023", 2000]]);
    await word([waiting[0]?.id ?? ""], "rejected");
    expect(await source.capture("2024-06-01", [["CHN", "2022", 5]], { held: held(source, [["CHN", "2023", 2000]]) })).toMatchObject({
      held: 0,
      withdrawals: 0,
    });
    expect(await source.capture("2024-07-01", [["CHN", "2022", 6]], { held: held(source, [["CHN", "2023", 3000]]) })).toMatchObject({
      held: 1,
    });
    expect(await values(source, "2025-01-01")).toContainEqual(["2023", 2, "new_period"]);
  });

  it("is not needed once a later document corrects the number, and is requested again if it comes back", async () => {
    const { source, waiting } = await holding("mended", [["CHN", "2023", 2000]]);
    await source.capture("2024-03-01", [
      ["CHN", "2022", 1],
      ["CHN", "2023", 2],
    ]);
    expect(await heldValues(test.db, { source: "mended" })).toEqual([]);
    expect(await heldKeys(test.db)).not.toContain("mended-count|CHN|@2023");
    const [closed] = await heldValues(test.db, { source: "mended", decided: true });
    expect(closed?.decision).toMatchObject({
      decision: "rejected",
      by: "the source",
      note: "the document of 2024-03-01T00:00:00.000Z states 2",
    });
    await expect(word([waiting[0]?.id ?? ""], "accepted")).rejects.toThrow(AlreadyDecided);
    expect(await source.capture("2024-04-01", [["CHN", "2022", 1]], { held: held(source, [["CHN", "2023", 2000]]) })).toMatchObject({
      held: 1,
    });
  });

  it("cannot bring back what a later document has replaced", async () => {
    const { source, waiting } = await holding("late-word", [["CHN", "2024", 2100]]);
    await source.capture("2024-03-01", [["CHN", "2022", 1]], { held: held(source, [["CHN", "2024", 2200]]) });
    const newer = (await heldValues(test.db, { source: "late-word" })).at(-1)?.id ?? "";
    await word([newer], "accepted");
    await expect(word([waiting[0]?.id ?? ""], "accepted")).rejects.toThrow(Superseded);
    expect(await values(source, "2025-01-01")).toContainEqual(["2024", 2200, "new_period"]);
    expect((await heldValues(test.db, { source: "late-word" })).map((one) => one.id)).toEqual([waiting[0]?.id]);
    expect(await word([waiting[0]?.id ?? ""], "rejected")).toMatchObject({ decided: 1 });
  });

  it("on all of a document held whole ends the failure of the document", async () => {
    const source = await testSource(test.db, "whole");
    await source.capture("2024-01-01", [["CHN", "2022", 1]]);
    const shifted: StatedRow[] = [
      ["CHN", "2022", 1000],
      ["CHN", "2023", 2000],
    ];
    await source.keep("2024-02-01", shifted);
    await source.capture("2024-02-01", shifted, { observations: [], held: held(source, shifted), refusals: [REFUSAL], scope: "listed" });
    const standing = async (at: string) => {
      const exchanges = [exchangeOf("https://example.org/whole", at, shifted)];
      return (await keepExchanges(test.db, { source: "whole", runId: null, exchanges, parserFingerprint: "reader-1" }))[0]?.refusals;
    };
    expect(await standing("2024-02-02")).toEqual([REFUSAL]);
    const ids = (await heldValues(test.db, { source: "whole" })).map((one) => one.id);
    await word(ids.slice(0, 1), "accepted");
    expect(await standing("2024-02-03")).toEqual([REFUSAL]);
    await word(ids.slice(1), "rejected");
    expect(await standing("2024-02-04")).toEqual([]);
  });
});
