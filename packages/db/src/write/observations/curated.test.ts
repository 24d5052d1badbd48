import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../../../testing/database.ts";
import { type StatedRow, type TestSource, testSource } from "../../../testing/source-builder.ts";
import { pointsAsOf } from "../../read/observations/points.ts";

const dated = (day: string, backDated = false) => ({ knownFrom: { at: `${day}T00:00:00.000Z`, backDated } });

describe("a table of ours", () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await testDatabase();
  });
  afterAll(() => test.drop());

  const answers = async (source: TestSource, asOf: string) => {
    const points = await pointsAsOf(test.db, [{ indicator: source.indicator, area: "CHN", dimensions: {} }], new Date(asOf));
    return [...points.values()].flat().map((p) => [p.period, p.value, p.cause, p.vintage.slice(0, 10)]);
  };

  it("makes each fact known from its own date, several vintages of one number included", async () => {
    const source = await testSource(test.db, "own-dates");
    const facts: StatedRow[] = [
      ["CHN", "2022", 254, dated("2023-02-20")],
      ["CHN", "2022", 256, dated("2023-12-26")],
      ["CHN", "2021", 243, dated("2022-06-30", true)],
      ["CHN", "2020", 240],
    ];
    expect(await source.capture("2026-11-01", facts)).toMatchObject({ newPeriods: 3, revisions: 1, unchanged: 0 });
    expect(await answers(source, "2022-01-01")).toEqual([]);
    expect(await answers(source, "2023-06-01")).toEqual([
      ["2021", 243, "new_period", "2022-06-30"],
      ["2022", 254, "new_period", "2023-02-20"],
    ]);
    expect(await answers(source, "2026-12-01")).toEqual([
      ["2020", 240, "new_period", "2026-11-01"],
      ["2021", 243, "new_period", "2022-06-30"],
      ["2022", 256, "revision", "2023-12-26"],
    ]);
    const { rows } = await test.db.pool.query(
      `SELECT o.value, o.back_dated FROM observations o JOIN series k ON k.id = o.series_id WHERE k.source_id = 'own-dates' AND o.back_dated`,
    );
    expect(rows).toEqual([{ value: 243, back_dated: true }]);
  });

  it("loaded again, however often and with other rows beside, writes nothing", async () => {
    const source = await testSource(test.db, "reloaded");
    const facts: StatedRow[] = [
      ["CHN", "2022", 1, dated("2023-01-01")],
      ["CHN", "2022", 2, dated("2024-01-01")],
      ["CHN", "2020", 5],
    ];
    await source.capture("2026-11-01", facts);
    expect(await source.capture("2026-11-02", facts)).toMatchObject({ newPeriods: 0, revisions: 0, corrections: 0, unchanged: 3 });
    const more: StatedRow[] = [...facts, ["CHN", "2019", 9, dated("2020-01-01")]];
    expect(await source.capture("2026-11-03", more)).toMatchObject({ newPeriods: 1, revisions: 0, corrections: 0, unchanged: 3 });
  });

  it("that changes its mind about a number corrects it from that day on, and never before", async () => {
    const source = await testSource(test.db, "mind-changed");
    await source.capture("2026-01-01", [
      ["CHN", "2022", 254, dated("2023-02-20")],
      ["CHN", "2020", 5],
    ]);
    expect(
      await source.capture("2026-02-01", [
        ["CHN", "2022", 255, dated("2023-02-20")],
        ["CHN", "2020", 6],
      ]),
    ).toMatchObject({ corrections: 2, revisions: 0 });
    expect(await answers(source, "2026-01-31")).toEqual([
      ["2020", 5, "new_period", "2026-01-01"],
      ["2022", 254, "new_period", "2023-02-20"],
    ]);
    expect(await answers(source, "2026-02-01")).toEqual([
      ["2020", 6, "correction", "2026-02-01"],
      ["2022", 255, "correction", "2026-02-01"],
    ]);
    expect(
      await source.capture("2026-03-01", [
        ["CHN", "2022", 255, dated("2023-02-20")],
        ["CHN", "2020", 6],
      ]),
    ).toMatchObject({ corrections: 0, unchanged: 2 });
  });

  it("corrects itself even where no fact of it has a date", async () => {
    const source = await testSource(test.db, "undated", { kind: "curated" });
    await source.capture("2026-01-01", [["CHN", "2022", 1]]);
    expect(await source.capture("2026-02-01", [["CHN", "2022", 2]])).toMatchObject({ corrections: 1, revisions: 0 });
    expect(await answers(source, "2026-01-15")).toEqual([["2022", 1, "new_period", "2026-01-01"]]);
  });

  it("that leaves a fact out withdraws it from that day on; putting it back brings it back", async () => {
    const source = await testSource(test.db, "left-out");
    const [kept, dropped]: StatedRow[] = [
      ["CHN", "2021", 1, dated("2022-01-01")],
      ["CHN", "2022", 2, dated("2023-01-01")],
    ] as const;
    await source.capture("2026-01-01", [kept, dropped] as StatedRow[]);
    expect(await source.capture("2026-02-01", [kept] as StatedRow[])).toMatchObject({ corrections: 1, unchanged: 1 });
    expect(await answers(source, "2026-01-15")).toHaveLength(2);
    expect((await answers(source, "2026-02-15"))[1]).toEqual(["2022", null, "correction", "2026-02-01"]);
    await source.capture("2026-03-01", [kept, dropped] as StatedRow[]);
    expect((await answers(source, "2026-03-15"))[1]).toEqual(["2022", 2, "correction", "2026-03-01"]);
  });

  it("may add an older statement later: it stands at its own date, and today's value stays", async () => {
    const source = await testSource(test.db, "learnt-later");
    await source.capture("2026-01-01", [["CHN", "2022", 2, dated("2024-01-01")]]);
    await source.capture("2026-02-01", [
      ["CHN", "2022", 1, dated("2023-01-01")],
      ["CHN", "2022", 2, dated("2024-01-01")],
    ]);
    expect(await answers(source, "2023-06-01")).toEqual([["2022", 1, "new_period", "2023-01-01"]]);
    expect(await answers(source, "2026-03-01")).toEqual([["2022", 2, "new_period", "2024-01-01"]]);
    await source.capture("2026-04-01", [
      ["CHN", "2022", 1, dated("2023-01-01")],
      ["CHN", "2022", 3, dated("2023-06-01")],
      ["CHN", "2022", 2, dated("2024-01-01")],
    ]);
    expect(await answers(source, "2023-07-01")).toEqual([["2022", 3, "revision", "2023-06-01"]]);
    expect(await answers(source, "2026-05-01")).toEqual([["2022", 2, "new_period", "2024-01-01"]]);
  });

  it("overrides a correction when it adds something newer that is dated before it", async () => {
    const source = await testSource(test.db, "last-word");
    await source.capture("2026-01-01", [["CHN", "2022", 1, dated("2023-01-01")]]);
    await source.capture("2026-02-01", [["CHN", "2022", 2, dated("2023-01-01")]]);
    await source.capture("2026-03-01", [
      ["CHN", "2022", 2, dated("2023-01-01")],
      ["CHN", "2022", 9, dated("2025-01-01")],
    ]);
    expect((await answers(source, "2026-02-15")).map(([, value]) => value)).toEqual([2]);
    expect((await answers(source, "2026-03-15")).map(([, value]) => value)).toEqual([9]);
    expect((await answers(source, "2025-06-01")).map(([, value]) => value)).toEqual([9]);
  });

  it("that cannot be read states nothing and withdraws nothing", async () => {
    const source = await testSource(test.db, "unreadable");
    await source.capture("2026-01-01", [["CHN", "2022", 1, dated("2023-01-01")]]);
    expect(await source.capture("2026-02-01", [])).toMatchObject({ corrections: 0, withdrawals: 0 });
  });

  it("stores the grade of each number, and caps nothing it should not", async () => {
    const source = await testSource(test.db, "cited");
    const citation = {
      publisher: "MIIT",
      title: "AI firms",
      url: "https://example.org/a\tb",
      quality: "secondary",
      note: "At least.\nQuoted.",
    } as const;
    await source.capture("2026-01-01", [
      ["CHN", "2022", 1, { ...dated("2023-01-01"), citation }],
      ["CHN", "2021", 1, dated("2023-01-01")],
    ]);
    const points = [
      ...(await pointsAsOf(test.db, [{ indicator: source.indicator, area: "CHN", dimensions: {} }], new Date("2026-02-01"))).values(),
    ];
    expect(points.flat().map((p) => p.provenance)).toEqual(["official", "reported"]);
    const { observationById } = await import("../../read/observations/api-observation.ts");
    expect(await observationById(test.db, points.flat()[1]?.id ?? "")).toMatchObject({ citation });
  });
});
