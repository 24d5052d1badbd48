import type { Exchange, ParsedSnapshot, Refusal } from "@talent/core/capture/capture";
import { DuplicateKey } from "@talent/core/capture/errors";
import type { ParsedObservation } from "@talent/core/observation/observation";
import { type KnownHistory, NO_HISTORY } from "@talent/core/quality/known-history";
import type { Source } from "@talent/sources/define-source";
import { describe, expect, it } from "vitest";
import type { EndedRequest } from "../fetch/fetch-source.ts";
import type { KeptExchange, ParseOutcome, RunEffects, Snapshot } from "./run-effects.ts";
import { runSource } from "./run-source.ts";

const source = { id: "example", states: "everything", expect: { observations: [1, 9], values: { heads: [0, 100] } } } as unknown as Source;

const exchange = (name: string, capturedAt = "2026-01-01T00:00:00Z"): Exchange => ({
  url: `https://example.org/${name}`,
  method: "GET",
  status: 200,
  headers: {},
  body: Buffer.from(name),
  sha256: name,
  capturedAt,
  fidelity: "verbatim",
  licence: "test",
});
const heads = (value: number): ParsedObservation => ({
  indicator: "heads",
  area: "CHN",
  dimensions: {},
  period: "2025",
  value,
  unit: "persons",
  status: "A",
  locator: { kind: "csv", line: 2, column: 1 },
  raw: String(value),
});
const refused = (code: Refusal["code"], scope: Refusal["scope"] = "value"): Refusal => ({ code, scope, message: code });
const unchanged = { newPeriods: 0, revisions: 0, withdrawals: 0, corrections: 0, unchanged: 0, held: 0 };

type World = {
  fetched?: readonly Exchange[];
  ended?: readonly EndedRequest[];
  earlier?: Readonly<Record<string, readonly Refusal[]>>;
  parsed?: Readonly<Record<string, Omit<ParsedSnapshot, "exchange">>>;
  counts?: Partial<typeof unchanged>;
  later?: readonly string[];
  cutOff?: readonly string[];
  refuses?: string;
  history?: KnownHistory;
  of?: Source;
};

function world({
  fetched = [],
  ended = [],
  earlier = {},
  parsed = {},
  counts = {},
  later = [],
  cutOff = [],
  refuses,
  history = NO_HISTORY,
  of = source,
}: World) {
  const log: string[] = [];
  const appended: Snapshot[] = [];
  const flagged = [...later];
  const effects: RunEffects = {
    fetch: async () => ({ exchanges: fetched, ended }),
    keep: async (exchanges) => {
      log.push(...exchanges.map((one) => `keep ${one.sha256}`));
      return exchanges.map((one): KeptExchange => ({ exchangeId: one.sha256, earlier: earlier[one.sha256] ?? null }));
    },
    parse: async (capture): Promise<ParseOutcome> => {
      log.push(...capture.exchanges.map((one) => `parse ${one.sha256}`));
      const snapshots = capture.exchanges.flatMap((one, index) => (parsed[one.sha256] ? [{ exchange: index, ...parsed[one.sha256] }] : []));
      return {
        snapshots: snapshots as ParsedSnapshot[],
        unrecognised: [],
        cutOff: cutOff.flatMap((name) =>
          capture.exchanges.flatMap((one, exchange) => (one.sha256 === name ? [{ exchange, message: "too slow" }] : [])),
        ),
      };
    },
    history: async ({ series, before }) => {
      log.push(`history of ${series.join()} at ${before.toISOString().slice(0, 10)}`);
      return history;
    },
    append: async (snapshot) => {
      log.push(`append ${snapshot.exchangeId}`);
      if (snapshot.exchangeId === refuses) throw new DuplicateKey("two values at one vintage");
      appended.push(snapshot);
      flagged.splice(flagged.indexOf(snapshot.exchangeId), flagged.includes(snapshot.exchangeId) ? 1 : 0);
      return { ...unchanged, held: snapshot.held.length, newPeriods: snapshot.observations.length, ...counts };
    },
    toReapply: async () => [...flagged],
    stored: async (id) => exchange(id),
  };
  return { log, appended, report: () => runSource(of, effects) };
}

describe("one run of one source", () => {
  it("keeps the bytes, then reads them, then appends each snapshot on its own", async () => {
    const run = world({
      fetched: [exchange("a"), exchange("b")],
      parsed: { a: { observations: [heads(1)], refusals: [] }, b: { observations: [heads(2)], refusals: [] } },
    });
    expect(await run.report()).toMatchObject({ outcome: "new_values", counts: { newPeriods: 2 } });
    expect(run.log).toEqual(["keep a", "keep b", "parse a", "parse b", "history of heads|CHN| at 2026-01-01", "append a", "append b"]);
    expect(run.appended.map((snapshot) => snapshot.exchange.url)).toEqual(["https://example.org/a", "https://example.org/b"]);
  });
  it("reads no bytes twice, and keeps reporting what it refused in them", async () => {
    const same = world({ fetched: [exchange("a")], earlier: { a: [] } });
    expect((await same.report()).outcome).toBe("same_bytes");
    expect(same.log).toEqual(["keep a"]);
    const stillBroken = world({ fetched: [exchange("a")], earlier: { a: [refused("layout_changed", "snapshot")] } });
    expect((await stillBroken.report()).outcome).toBe("layout_changed");
  });
  it("reads the good snapshot although another one is refused, and ends as the worse of the two", async () => {
    const run = world({
      fetched: [exchange("bad"), exchange("good")],
      parsed: {
        bad: { observations: [], refusals: [refused("layout_changed", "snapshot")] },
        good: { observations: [heads(1)], refusals: [] },
      },
    });
    expect(await run.report()).toMatchObject({ outcome: "layout_changed", counts: { newPeriods: 1 } });
    expect(run.appended.map((snapshot) => [snapshot.exchangeId, snapshot.refusals.length])).toEqual([
      ["bad", 1],
      ["good", 0],
    ]);
  });
  it("counts nothing as withdrawn where a number was refused", async () => {
    const run = world({ fetched: [exchange("a")], parsed: { a: { observations: [heads(1)], refusals: [refused("not_a_number")] } } });
    expect((await run.report()).outcome).toBe("contract_violation");
    expect(run.appended[0]?.scope).toBe("listed");
  });
  it("accepts a document that declares that it states less than its source usually does", async () => {
    const run = world({ fetched: [exchange("a")], parsed: { a: { observations: [heads(1)], refusals: [], states: "listed" } } });
    await run.report();
    expect(run.appended[0]?.scope).toBe("listed");
  });
  it("still counts what is missing as withdrawn when only rows inside a count were refused", async () => {
    const run = world({ fetched: [exchange("a")], parsed: { a: { observations: [heads(1)], refusals: [refused("invalid_row")] } } });
    await run.report();
    expect(run.appended[0]?.scope).toBe("everything");
  });
  it("holds back an implausible value and appends its neighbours", async () => {
    const run = world({ fetched: [exchange("a")], parsed: { a: { observations: [heads(5), heads(5_000_000)], refusals: [] } } });
    expect((await run.report()).outcome).toBe("implausible");
    expect(run.appended[0]?.observations.map((observation) => observation.value)).toEqual([5]);
    expect(run.appended[0]?.held.map((item) => item.observation.value)).toEqual([5_000_000]);
  });
  it("queries once what was known before the oldest of its documents, and compares each with that", async () => {
    const known = new Map([2019, 2020, 2021, 2022, 2023].map((year) => [String(year), 40_000]));
    const value = (period: string, count: number) => ({ observations: [{ ...heads(count), period }], refusals: [] });
    const run = world({
      fetched: [exchange("b", "2026-02-01T00:00:00Z"), exchange("a")],
      parsed: { b: value("2025", 39_000), a: value("2024", 99) },
      history: { series: new Map([["heads|CHN|", known]]), documents: [] },
      of: { ...source, expect: { observations: [1, 9], values: {} } },
    });
    expect((await run.report()).outcome).toBe("implausible");
    expect(run.log.filter((entry) => entry.startsWith("history"))).toEqual(["history of heads|CHN| at 2026-01-01"]);
    expect(run.appended.map((one) => [one.exchangeId, one.observations.length, one.held[0]?.check, one.held[0]?.previous])).toEqual([
      ["a", 0, "jump", 40_000],
      ["b", 1, undefined, undefined],
    ]);
  });
  it("appends nothing of a document held as a whole, and withdraws nothing because of it", async () => {
    const table = Array.from({ length: 12 }, (_, at) => ({ ...heads(5000 + at), area: `A${at}` }));
    const known = new Map(table.map((one) => [`heads|${one.area}|`, new Map([["2025", one.value]])]));
    const run = world({
      fetched: [exchange("a")],
      parsed: { a: { observations: table.slice(0, 5).map((one) => ({ ...one, value: (one.value ?? 0) + 1 })), refusals: [] } },
      history: { series: known, documents: [{ url: "https://example.org/a", numbers: 12 }] },
      of: { ...source, expect: { observations: [1, 99], values: {} } },
    });
    expect(await run.report()).toMatchObject({ outcome: "implausible", refusals: [{ code: "implausible", scope: "snapshot" }] });
    const [{ observations, held, scope } = { observations: null, held: [], scope: null }] = run.appended;
    expect([observations, held.length, held[0]?.check, scope]).toEqual([[], 5, "row_collapse", "listed"]);
  });
  it("refuses a copy of another period's table: a broken contract, nothing to review", async () => {
    const table = (period: string) => Array.from({ length: 12 }, (_, at) => ({ ...heads(5000 + at), area: `A${at}`, period }));
    const run = world({
      fetched: [exchange("a"), exchange("b")],
      parsed: { a: { observations: table("2023"), refusals: [] }, b: { observations: table("2024"), refusals: [] } },
      of: { ...source, expect: { observations: [1, 99], values: {} } },
    });
    expect(await run.report()).toMatchObject({ outcome: "contract_violation", refusals: [{ code: "stale_copy" }] });
    expect(run.appended.map((one) => [one.observations.length, one.held.length])).toEqual([
      [12, 0],
      [0, 0],
    ]);
  });
  it("does not hold facts of our own table against their past", async () => {
    const known = new Map([2019, 2020, 2021, 2022, 2023].map((year) => [String(year), 40_000]));
    const parsed = { a: { observations: [{ ...heads(4_000_000), period: "2025" }], refusals: [] } };
    const history = { series: new Map([["heads|CHN|", known]]), documents: [] };
    const of = { ...source, kind: "curated", expect: { observations: [1, 9], values: {} } } as unknown as Source;
    expect((await world({ fetched: [exchange("a")], parsed, history, of }).report()).outcome).toBe("new_values");
  });
  it("refuses a document the source does not recognise", async () => {
    const run = world({ fetched: [exchange("odd")] });
    expect(await run.report()).toMatchObject({ outcome: "layout_changed", refusals: [{ code: "not_recognised" }] });
  });
  it("does not mark a document as read whose reading was cut off", async () => {
    const run = world({
      fetched: [exchange("huge"), exchange("a")],
      parsed: { a: { observations: [heads(1)], refusals: [] } },
      cutOff: ["huge"],
    });
    expect((await run.report()).outcome).toBe("layout_changed");
    expect(run.appended.map((snapshot) => snapshot.exchangeId)).toEqual(["a"]);
  });
  it("stores nothing of a snapshot it cannot order, and reports it", async () => {
    const run = world({
      fetched: [exchange("a"), exchange("b")],
      parsed: { a: { observations: [heads(1)], refusals: [] }, b: { observations: [heads(2)], refusals: [] } },
      refuses: "a",
    });
    expect(await run.report()).toMatchObject({
      outcome: "contract_violation",
      refusals: [{ code: "duplicate_key" }],
      counts: { newPeriods: 1 },
    });
    expect(run.appended.map((snapshot) => snapshot.exchangeId)).toEqual(["b"]);
  });
  it("ends with the outcome that prevented reading, and appends nothing then", async () => {
    const blocked: EndedRequest = {
      url: "https://example.org/a",
      outcome: "blocked_by_site",
      message: "403",
      retry: false,
      notBefore: null,
    };
    const run = world({ ended: [blocked] });
    expect((await run.report()).outcome).toBe("blocked_by_site");
    expect(run.log).toEqual([]);
    expect((await world({ ended: [{ ...blocked, outcome: "not_modified" }] }).report()).outcome).toBe("not_modified");
  });
  it("reports an address that was not requested, and ends as the documents do that came another way", async () => {
    const unrecorded: EndedRequest = {
      url: "https://example.org/index",
      outcome: "unreachable",
      message: "no recording",
      retry: true,
      notBefore: null,
    };
    const read = { fetched: [exchange("a")], parsed: { a: { observations: [heads(1)], refusals: [] } }, counts: { newPeriods: 1 } };
    const report = await world({ ...read, ended: [{ ...unrecorded, notCounted: true }] }).report();
    expect([report.outcome, report.ended.map((one) => one.url)]).toEqual(["new_values", ["https://example.org/index"]]);
    expect((await world({ ...read, ended: [unrecorded] }).report()).outcome).toBe("unreachable");
  });
  it("appends the older of two captures first", async () => {
    const value = { observations: [heads(1)], refusals: [] };
    const run = world({
      fetched: [exchange("new", "2026-02-01T00:00:00Z"), exchange("old", "2026-01-01T00:00:00Z")],
      parsed: { new: value, old: value },
    });
    await run.report();
    expect(run.appended.map((snapshot) => snapshot.exchangeId)).toEqual(["old", "new"]);
  });
  it("reads later snapshots again after an older one arrived late, each once", async () => {
    const value = { observations: [heads(1)], refusals: [] };
    const run = world({ fetched: [exchange("late")], parsed: { late: value, l1: value, l2: value }, later: ["l1", "l2"] });
    await run.report();
    expect(run.log.filter((entry) => entry.startsWith("append"))).toEqual(["append late", "append l1", "append l2"]);
  });
  it.each([
    [{ newPeriods: 0 }, "same_values"],
    [{ newPeriods: 0, revisions: 1 }, "new_values"],
    [{ newPeriods: 3, withdrawals: 1 }, "withdrawn"],
  ])("calls %j %s", async (counts, outcome) => {
    const run = world({ fetched: [exchange("a")], parsed: { a: { observations: [heads(1)], refusals: [] } }, counts });
    expect((await run.report()).outcome).toBe(outcome);
  });
});
