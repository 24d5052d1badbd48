import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { keyProblem } from "@talent/catalog/series/series";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readCurated } from "../testing/curated-tables.ts";
import { CURATED_COLUMNS } from "./curated-row.ts";
import { curatedCapture, defineCurated } from "./define-curated.ts";

const ROW: Readonly<Record<(typeof CURATED_COLUMNS)[number], string>> = {
  indicator: "rd-spending",
  area: "CHN",
  dimension: "",
  period: "2023",
  value: "33357.1",
  low: "",
  high: "",
  n: "",
  bound: "",
  unit: "100m CNY",
  status: "A",
  published_on: "2024-10-02",
  known_by: "",
  known_by_reason: "",
  publisher: "A bureau",
  title: "A communique",
  url: "https://example.org/a",
  quality: "official_primary",
  definition_note: "Total",
  entered_on: "2026-11-23",
};

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "curated-"));
  await writeFile(join(folder, "data.csv"), table(ROW));
});
afterAll(() => rm(folder, { recursive: true }));

const table = (...rows: Record<string, string>[]): string =>
  `${[CURATED_COLUMNS.join(), ...rows.map((row) => CURATED_COLUMNS.map((name) => row[name]).join())].join("\n")}\n`;

const source = () =>
  defineCurated(
    {
      id: "test-family",
      title: "A family",
      publisher: { name: "A bureau", url: "https://example.org", country: "CHN" },
      indicators: { "rd-spending": [0, 100_000], "top-ai-talent-origin": [0, 100], "genai-services-filed-cumulative": [0, 1000] },
      cadence: { every: "P1Y", lag: "P9M", grace: "P3M" },
    },
    pathToFileURL(join(folder, "source.ts")).href,
  );

const read = (...rows: Record<string, string>[]) => readCurated(source(), () => table(...rows));
const changed = (change: Record<string, string>) => read({ ...ROW, ...change });

describe("a curated table", () => {
  it("gives one observation per row, with its citation, its printed text and the place of the number", async () => {
    const { observations, refusals } = await readCurated(source());
    expect(refusals).toEqual([]);
    expect(observations).toEqual([
      {
        indicator: "rd-spending",
        area: "CHN",
        dimensions: {},
        period: "2023",
        value: 33357.1,
        unit: "100m CNY",
        status: "A",
        publishedOn: "2024-10-02",
        knownFrom: { at: "2024-10-02T00:00:00.000Z", backDated: false },
        citation: {
          publisher: "A bureau",
          title: "A communique",
          url: "https://example.org/a",
          quality: "official_primary",
          note: "Total",
        },
        locator: { kind: "csv", line: 2, column: 5 },
        raw: "33357.1",
      },
    ]);
    expect(observations.map(keyProblem)).toEqual([null]);
  });

  it("makes a capture of the table's own bytes", async () => {
    const { exchanges } = await curatedCapture(source(), new Date("2026-11-23T12:00:00Z"));
    const [exchange] = exchanges;
    expect(exchange).toMatchObject({
      url: "curated:test-family/data.csv",
      status: 200,
      capturedAt: "2026-11-23T12:00:00.000Z",
      fidelity: "verbatim",
    });
    expect(Buffer.from(exchange?.body ?? []).equals(await readFile(join(folder, "data.csv")))).toBe(true);
  });

  it("recognises no other document under its address, and its table under no other address", async () => {
    const { exchanges } = await curatedCapture(source(), new Date(0));
    const own = exchanges.map((exchange) => source().recognise(exchange));
    const elsewhere = exchanges.map((exchange) => source().recognise({ ...exchange, url: "https://example.org/data.csv" }));
    const page = exchanges.map((exchange) => source().recognise({ ...exchange, body: new TextEncoder().encode("<html>") }));
    expect([own, elsewhere, page]).toEqual([[true], [false], [false]]);
  });
});

describe("a curated row is known", () => {
  it("from the start of the day it was published", async () => {
    expect((await changed({})).observations[0]?.knownFrom).toEqual({ at: "2024-10-02T00:00:00.000Z", backDated: false });
  });

  it("else from a reviewed bound, marked as back-dated", async () => {
    const { observations } = await changed({ published_on: "", known_by: "2024-12-31", known_by_reason: "report of 2024" });
    expect(observations[0]).toMatchObject({ knownFrom: { at: "2024-12-31T00:00:00.000Z", backDated: true } });
    expect(observations[0]).not.toHaveProperty("publishedOn");
  });

  it("else from the day it was entered", async () => {
    const { observations } = await changed({ published_on: "" });
    expect(observations[0]?.knownFrom).toEqual({ at: "2026-11-23T00:00:00.000Z", backDated: false });
  });

  it("twice when it was printed twice: two vintages of one number", async () => {
    const { observations, refusals } = await read(ROW, { ...ROW, value: "33000", published_on: "2025-09-29" });
    expect(refusals).toEqual([]);
    expect(observations.map((one) => [one.value, one.knownFrom?.at.slice(0, 10)])).toEqual([
      [33357.1, "2024-10-02"],
      [33000, "2025-09-29"],
    ]);
  });
});

describe("a row from memory", () => {
  it("is held back without being a refusal", async () => {
    expect(await read({ ...ROW, quality: "recalled" })).toMatchObject({ observations: [], refusals: [{ code: "expectation_unmet" }] });
    const { observations, refusals } = await read({ ...ROW, quality: "recalled", period: "2022" }, ROW);
    expect([observations.map((one) => one.period), refusals]).toEqual([["2023"], []]);
  });

  it("is checked like any other", async () => {
    expect((await read({ ...ROW, quality: "recalled", value: "" }, ROW)).refusals).toMatchObject([{ code: "not_a_number" }]);
  });
});

describe("a sample, a bound and a withdrawn number", () => {
  it("keep their size, their side and their reason", async () => {
    const share = { indicator: "top-ai-talent-origin", dimension: "tier=top-20", period: "2022", unit: "percent" };
    expect((await changed({ ...share, value: "47", n: "867" })).observations[0]).toMatchObject({ value: 47, n: 867 });
    expect((await changed({ value: "30000", bound: "lower", status: "E" })).observations[0]).toMatchObject({ bound: "lower", status: "E" });
    expect((await changed({ value: "5", low: "4", high: "6.5" })).observations[0]).toMatchObject({ low: 4, high: 6.5 });
    expect((await changed({ value: "", status: "M" })).observations[0]).toMatchObject({ value: null, status: "M" });
  });
});

describe("a row is refused, and only that row, when", () => {
  it.each([
    ["its indicator is unknown", { indicator: "rd-money" }, "unknown_code"],
    ["its indicator belongs to another family", { indicator: "rd-intensity-nbs", unit: "percent of GDP" }, "unknown_code"],
    ["its area is unknown", { area: "PRC" }, "unknown_code"],
    ["it has a dimension its indicator lacks", { dimension: "level=all" }, "unknown_code"],
    ["a dimension is missing", { indicator: "top-ai-talent-origin", unit: "percent" }, "unknown_code"],
    ["a code is unknown", { indicator: "top-ai-talent-origin", unit: "percent", dimension: "tier=top-10" }, "unknown_code"],
    [
      "a dimension stands twice",
      { indicator: "top-ai-talent-origin", unit: "percent", dimension: "tier=top-20;tier=top-2" },
      "unknown_code",
    ],
    ["its dimensions are no list of codes", { dimension: "level" }, "unknown_code"],
    ["its unit is another", { unit: "USD bn" }, "unit_changed"],
    ["its period is of another kind", { period: "2023-07" }, "period_kind_changed"],
    ["its period is none", { period: "2023/24" }, "invalid_row"],
    ["its status is unknown", { status: "X" }, "unknown_code"],
    ["its value is no number", { value: "n/a" }, "not_a_number"],
    ["its value is empty", { value: "" }, "not_a_number"],
    ["it states a number and says there is none", { status: "M" }, "not_a_number"],
    ["its interval does not hold its value", { low: "40000" }, "invalid_row"],
    ["its sample is empty", { n: "0" }, "not_a_number"],
    ["its bound has no side", { bound: "more" }, "unknown_code"],
    ["its grade is unknown", { quality: "official" }, "unknown_code"],
    ["its date does not exist", { published_on: "2023-02-30" }, "invalid_row"],
    ["it was never entered", { entered_on: "" }, "invalid_row"],
    ["it has a date and a bound", { known_by: "2024-12-31", known_by_reason: "why" }, "invalid_row"],
    ["its bound has no reason", { published_on: "", known_by: "2024-12-31" }, "invalid_row"],
    ["nobody published it", { publisher: "" }, "invalid_row"],
    ["its address is no web address", { url: "javascript:alert(1)" }, "invalid_row"],
    ["it repeats another row", {}, "duplicate_key"],
  ])("%s", async (_why, change, code) => {
    const sound = { ...ROW, period: "2021" };
    const other = code === "duplicate_key" ? [ROW] : [];
    const { observations, refusals } = await read(sound, ...other, { ...ROW, ...change });
    expect(refusals).toMatchObject([{ code, scope: "value", locator: { kind: "csv", line: 3 + other.length } }]);
    expect(observations.map((one) => one.period)).toEqual(["2021", ...other.map((row) => row.period)]);
  });

  it("a cell is missing", async () => {
    const { observations, refusals } = await readCurated(source(), () => `${table(ROW)}rd-spending,CHN\n`);
    expect(refusals).toMatchObject([{ code: "invalid_row", scope: "value" }]);
    expect(observations).toHaveLength(1);
  });
});

describe("the whole table is refused when", () => {
  it.each([
    ["a column is renamed", (text: string) => text.replace("definition_note", "note")],
    ["two columns change places", (text: string) => text.replace("indicator,area,dimension,period", "indicator,area,period,dimension")],
    ["a column is added", (text: string) => text.replace("entered_on", "entered_on,by")],
  ])("%s", async (_why, edit) => {
    const { observations, refusals } = await readCurated(source(), edit);
    expect(observations).toEqual([]);
    expect(refusals).toMatchObject([{ code: "layout_changed", scope: "snapshot" }]);
  });
});
