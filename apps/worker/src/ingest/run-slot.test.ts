import type { Exchange } from "@talent/core/capture/capture";
import type { Outcome } from "@talent/core/capture/outcome";
import { type TestDatabase, testDatabase } from "@talent/db/testing/database";
import { seriesAsOf } from "@talent/db/testing/series-as-of";
import { registerSources } from "@talent/db/write/ingest/register-sources";
import { claimSlot, insertSlot } from "@talent/db/write/schedule/slots";
import type { Source } from "@talent/sources/define-source";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testExchange, testParser, testSource } from "../../testing/source.ts";
import { splitReadable } from "../fetch/fetch-source.ts";
import { sourceRecord } from "./parser.ts";
import { runOnce, runSlot } from "./run-slot.ts";
import type { Runner } from "./runner.ts";

let store: TestDatabase;
const reader = testParser();
const urls = ["one", "two", "three", "four", "five", "six"].map((name) => `https://example.org/${name}.csv`);
const sources = urls.map((url, index) => testSource({ id: `test-${index}`, url, indicator: `heads-${index}` }));
beforeAll(async () => {
  store = await testDatabase();
  await registerSources(
    store.db,
    sources.map((source) => sourceRecord(source, reader)),
    new Date(),
  );
}, 120_000);
afterAll(() => store?.drop());

/** A source of its own for each test, so that none sees another's numbers. */
const nth = (index: number): Source => ({ ...(sources[index] as Source) });
const runner = (name: string, more: Partial<Runner> = {}): Runner => ({
  db: store.db,
  name,
  clock: () => new Date("2026-06-01T00:00:00Z"),
  parser: reader,
  ...more,
});
const fetched =
  (...exchanges: Exchange[]) =>
  async () =>
    splitReadable(exchanges, new Date());
const table = (heads: number): string => `year,heads\n2024,${heads}\n`;
const points = async (index: number, asOf = "2027-01-01T00:00:00Z") =>
  (await seriesAsOf(store.db, { indicator: `heads-${index}`, area: "CHN", dimensions: {} }, new Date(asOf))).map((point) => [
    point.period,
    point.value,
  ]);

describe("runs of one source, one after the other", { timeout: 60_000 }, () => {
  const errand = (index: number, body: string, day: string, status = 200) => ({
    source: nth(index),
    trigger: "manual" as const,
    fetch: fetched(testExchange(urls[index] ?? "", body, `${day}T00:00:00.000Z`, status)),
  });
  const outcomeOf = async (index: number, body: string, day: string, status = 200): Promise<Outcome> =>
    (await runOnce(runner("w"), errand(index, body, day, status))).outcome;

  it("end with the publisher's outcome, and a value that comes back is a value again", async () => {
    expect(await outcomeOf(0, table(10), "2026-01-01")).toBe("new_values");
    expect(await outcomeOf(0, table(10), "2026-01-02")).toBe("same_bytes");
    expect(await outcomeOf(0, `${table(10)}\n`, "2026-01-03")).toBe("same_values");
    expect(await outcomeOf(0, table(11), "2026-01-04")).toBe("new_values");
    expect(await outcomeOf(0, table(10), "2026-01-05")).toBe("new_values");
    expect(await outcomeOf(0, "year,heads\n2023,9\n", "2026-01-06")).toBe("withdrawn");
    expect(await points(0, "2026-01-04T12:00:00Z")).toEqual([["2024", 11]]);
    expect(await points(0, "2026-01-05T12:00:00Z")).toEqual([["2024", 10]]);
    expect(await points(0)).toEqual([
      ["2023", 9],
      ["2024", null],
    ]);
  });
  it("never let a challenge page, an empty 200 or an error page touch good numbers", async () => {
    expect(await outcomeOf(1, table(20), "2026-01-01")).toBe("new_values");
    expect(await outcomeOf(1, "", "2026-01-02")).toBe("blocked_by_site");
    expect(
      await outcomeOf(1, "<html><title>Just a moment...</title><script src=/cdn-cgi/challenge-platform/></script></html>", "2026-01-03"),
    ).toBe("blocked_by_site");
    expect(await outcomeOf(1, "no such file", "2026-01-04", 404)).toBe("layout_changed");
    expect(await outcomeOf(1, "<h1>Something else entirely</h1>", "2026-01-05")).toBe("layout_changed");
    expect(await points(1)).toEqual([["2024", 20]]);
  });
  it("keep reporting what is wrong with bytes that come again", async () => {
    expect(await outcomeOf(2, "<h1>Another page</h1>", "2026-01-01")).toBe("layout_changed");
    expect(await outcomeOf(2, "<h1>Another page</h1>", "2026-01-02")).toBe("layout_changed");
  });
  it("hold back implausible values", async () => {
    expect(await outcomeOf(2, table(30), "2026-02-01")).toBe("new_values");
    expect(await outcomeOf(2, table(3_000_000), "2026-02-02")).toBe("implausible");
    expect(await points(2)).toEqual([["2024", 30]]);
  });
  it("put an older capture that arrives late where it belongs", async () => {
    const url = urls[3] ?? "";
    await runOnce(runner("w"), {
      source: nth(3),
      trigger: "manual" as const,
      fetch: fetched(testExchange(url, table(43), "2026-03-03T00:00:00.000Z")),
    });
    await runOnce(runner("w"), {
      source: nth(3),
      trigger: "manual" as const,
      fetch: fetched(testExchange(url, table(41), "2026-03-01T00:00:00.000Z")),
    });
    expect(await points(3, "2026-03-02T00:00:00Z")).toEqual([["2024", 41]]);
    expect(await points(3, "2026-03-04T00:00:00Z")).toEqual([["2024", 43]]);
  });
  it("log which attempt it was and refuse in public words only", async () => {
    await runOnce(runner("w"), { ...errand(3, "<h1>secret cell</h1>", "2026-04-01"), addDetail: async () => ({ attempt: 2 }) });
    const { rows } = await store.db.pool.query("SELECT detail FROM run_outcomes ORDER BY run_id DESC LIMIT 1");
    expect(rows[0].detail).toMatchObject({ attempt: 2, refused: { not_recognised: 1 } });
    expect(JSON.stringify(rows[0].detail)).not.toContain("secret cell");
  });
});

describe("two workers on one slot", { timeout: 60_000 }, () => {
  const slotOf = (index: number, day: string) =>
    insertSlot(store.db, { source: `test-${index}`, scheduledFor: new Date(day), trigger: "schedule" });
  const runsOf = async (slotId: string) =>
    (await store.db.pool.query("SELECT count(*)::int AS n FROM runs WHERE slot_id = $1", [slotId])).rows[0].n;
  const errand = (index: number, heads: number, day = "2026-05-01") => ({
    source: nth(index),
    trigger: "schedule" as const,
    fetch: fetched(testExchange(urls[index] ?? "", table(heads), `${day}T00:00:00.000Z`)),
  });

  it("make one run between them", async () => {
    const slot = await slotOf(4, "2026-05-01");
    const both = await Promise.all([runSlot(runner("a"), slot.id, errand(4, 1)), runSlot(runner("b"), slot.id, errand(4, 1))]);
    expect(both.filter((report) => report !== null)).toHaveLength(1);
    expect(await runSlot(runner("c"), slot.id, errand(4, 1))).toBeNull();
    expect(await runsOf(slot.id)).toBe(1);
  });
  it("fence off the worker that was presumed crashed, whatever it still tries to write", async () => {
    const slot = await slotOf(4, "2026-05-02");
    const late = runner("late");
    const read: Runner["parser"]["parse"] = async (source, capture) => {
      await store.db.pool.query("UPDATE slots SET lease_until = clock_timestamp() - interval '1 second' WHERE id = $1", [slot.id]);
      expect(await claimSlot(store.db, slot.id, "successor")).toEqual({ fence: "2" });
      return late.parser.parse(source, capture);
    };
    const stale = runSlot({ ...late, parser: { ...late.parser, parse: read } }, slot.id, errand(4, 99, "2026-05-02"));
    await expect(stale).rejects.toMatchObject({ name: "FencedOff" });
    expect(await points(4)).toEqual([["2024", 1]]);
    const { rows } = await store.db.pool.query("SELECT state, worker FROM slots WHERE id = $1", [slot.id]);
    expect(rows[0]).toEqual({ state: "running", worker: "successor" });
  });
  it("let a second one take over at once when the first fails and releases its slot", async () => {
    const slot = await slotOf(5, "2026-05-03");
    const broken = { ...errand(5, 7), fetch: () => Promise.reject(new TypeError("a fault of ours")) };
    await expect(runSlot(runner("a"), slot.id, broken)).rejects.toThrow("a fault of ours");
    expect(await runSlot(runner("b"), slot.id, errand(5, 7))).toMatchObject({ outcome: "new_values" });
    const { rows } = await store.db.pool.query(
      "SELECT count(*)::int AS ended FROM run_outcomes o JOIN runs r ON r.id = o.run_id WHERE r.slot_id = $1",
      [slot.id],
    );
    expect(rows[0].ended).toBe(1);
  });
  it("take over from one that was killed, once its lease has run out", async () => {
    const slot = await slotOf(5, "2026-05-04");
    await claimSlot(store.db, slot.id, "killed", 60_000);
    expect(await runSlot(runner("b"), slot.id, errand(5, 8, "2026-05-04"))).toBeNull();
    await store.db.pool.query("UPDATE slots SET lease_until = clock_timestamp() - interval '1 second' WHERE id = $1", [slot.id]);
    expect(await runSlot(runner("b"), slot.id, errand(5, 8, "2026-05-04"))).toMatchObject({ outcome: "new_values" });
  });
});
