import type { StatedScope } from "@talent/core/capture/capture";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../../../testing/database.ts";
import { exchangeOf, type StatedRow, testSource } from "../../../testing/source-builder.ts";
import { indicatorAsOf } from "../../read/observations/points.ts";
import { keepExchanges } from "../ingest/keep-exchanges.ts";
import { appendObservations } from "./append-observations.ts";

type Snapshot = { readonly at: string; readonly stated: readonly StatedRow[] };
type Answer = Readonly<Record<string, number | null>>;

const cells = fc.uniqueArray(
  fc.tuple(fc.constantFrom("CHN", "USA"), fc.constantFrom("2021", "2022"), fc.constantFrom<number | null>(1, 2, null)),
  { selector: ([area, period]) => `${area} ${period}`, maxLength: 4 },
);
const snapshots = fc
  .array(cells, { minLength: 2, maxLength: 5 })
  .map((list) => list.map((stated, index): Snapshot => ({ at: `2024-0${index + 1}-01T00:00:00.000Z`, stated })));
const scopes = fc.constantFrom<StatedScope>("everything", "own_periods", "listed");

const INSTANTS = ["2023-12-31", ...[1, 2, 3, 4, 5].flatMap((m) => [`2024-0${m}-01`, `2024-0${m}-15`])].map(
  (day) => new Date(`${day}T00:00:00.000Z`),
);

/** What must be known at `t`: the snapshots up to it, one after the other. */
function replayed(list: readonly Snapshot[], scope: StatedScope, t: Date): Answer {
  const known = new Map<string, number | null>();
  for (const { stated } of list.filter((snapshot) => new Date(snapshot.at) <= t)) {
    const says = new Map(stated.map(([area, period, value]) => [`${area} ${period}`, value]));
    const periods = new Set(stated.map(([, period]) => period));
    for (const key of known.keys()) {
      const inScope = scope === "everything" ? stated.length > 0 : scope === "own_periods" && periods.has(key.slice(4));
      if (inScope && !says.has(key)) known.set(key, null);
    }
    for (const [key, value] of says) known.set(key, value);
  }
  return Object.fromEntries([...known].sort());
}

describe("snapshots of a source", () => {
  let test: TestDatabase;
  let runs = 0;
  beforeAll(async () => {
    test = await testDatabase();
  });
  afterAll(() => test.drop());

  const answers = async (indicator: string, t: Date): Promise<Answer> => {
    const series = await indicatorAsOf(test.db, indicator, t);
    return Object.fromEntries(series.flatMap(({ key, points }) => points.map((p) => [`${key.area} ${p.period}`, p.value] as const)).sort());
  };

  /** Brings one snapshot as a run does: stores it, skips what was read before, appends, then reads again what is requested. */
  const bring = async (source: Awaited<ReturnType<typeof testSource>>, { at, stated }: Snapshot, skips: boolean) => {
    const exchanges = [exchangeOf(`https://example.org/${source.id}`, at, stated)];
    const [kept] = await keepExchanges(test.db, { source: source.id, runId: null, exchanges, parserFingerprint: "reader-1" });
    if (kept === undefined || (skips && kept.alreadyParsed)) return;
    await appendObservations(test.db, source.input(kept.exchangeId, at, stated));
    await source.readAgain();
  };

  it("brought in any order, up to ten times, give the answers of a replay at every instant", async () => {
    const orders = fc.array(fc.nat({ max: 4 }), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(snapshots, scopes, orders, fc.boolean(), fc.infiniteStream(fc.nat()), async (list, scope, extra, skips, dice) => {
        const source = await testSource(test.db, `any-order-${++runs}`, { states: scope });
        const shuffled = [...list, ...extra.flatMap((index) => list[index] ?? [])]
          .map((snapshot) => ({ snapshot, place: dice.next().value }))
          .sort((a, b) => a.place - b.place);
        for (const { snapshot } of shuffled) await bring(source, snapshot, skips);
        for (const t of INSTANTS) expect(await answers(source.indicator, t), t.toISOString()).toEqual(replayed(list, scope, t));
      }),
      { numRuns: 40, endOnFailure: true },
    );
  }, 300_000);

  it("brought ten times over write their rows once", async () => {
    const source = await testSource(test.db, "ten-times");
    const list: Snapshot[] = [
      {
        at: "2024-01-01T00:00:00.000Z",
        stated: [
          ["CHN", "2021", 1],
          ["USA", "2021", 5],
        ],
      },
      { at: "2024-02-01T00:00:00.000Z", stated: [["CHN", "2021", 2]] },
    ];
    for (let round = 0; round < 10; round += 1) for (const snapshot of list) await bring(source, snapshot, false);
    const { rows } = await test.db.pool.query<{ rows: number }>(
      `SELECT count(*)::integer AS rows FROM observations o JOIN series k ON k.id = o.series_id WHERE k.source_id = 'ten-times'`,
    );
    expect(rows).toEqual([{ rows: 4 }]);
  });

  it("keep a correction, a withdrawal and a reappearance as versions of their own, and the old value at the old date", async () => {
    const source = await testSource(test.db, "three-versions");
    const [first, gone, back] = ["2024-01-01", "2024-02-01", "2024-03-01"];
    await source.capture(first ?? "", [
      ["CHN", "2021", 1],
      ["USA", "2021", 9],
    ]);
    await source.capture(gone ?? "", [["USA", "2021", 9]]);
    await source.capture(back ?? "", [
      ["CHN", "2021", 1],
      ["USA", "2021", 9],
    ]);
    const { rows } = await test.db.pool.query(
      `SELECT o.value, o.cause, o.status FROM observations o JOIN series k ON k.id = o.series_id
       WHERE k.source_id = 'three-versions' AND k.area = 'CHN' ORDER BY o.vintage`,
    );
    expect(rows).toEqual([
      { value: 1, cause: "n", status: "A" },
      { value: null, cause: "w", status: "O" },
      { value: 1, cause: "r", status: "A" },
    ]);
    expect(await answers(source.indicator, new Date("2024-01-15"))).toEqual({ "CHN 2021": 1, "USA 2021": 9 });
    expect(await answers(source.indicator, new Date("2024-02-15"))).toEqual({ "CHN 2021": null, "USA 2021": 9 });
    expect(await answers(source.indicator, new Date("2024-03-15"))).toEqual({ "CHN 2021": 1, "USA 2021": 9 });
  });
});
