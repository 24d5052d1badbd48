import { readFileSync } from "node:fs";
import { AREAS } from "@talent/catalog/areas/all";
import type { Exchange } from "@talent/core/capture/capture";
import { describe, expect, it } from "vitest";
import { exchangeOf, readSnapshot, refusalTexts, valuesByPeriod } from "../../testing/exchanges.ts";
import { ECONOMIES } from "./economies.ts";
import { source } from "./source.ts";

const fixture = (name: string) => readFileSync(new URL(`./fixtures/2023-09-21T06-00-00Z/${name}.csv`, import.meta.url), "utf8");
const DEVELOPERS = fixture("developers");
const LINES = DEVELOPERS.trimEnd().split("\n");
const BASE = "https://raw.githubusercontent.com/github/innovationgraph/main/data";

const filed = (text: string, name = "developers", more: Partial<Exchange> = {}) => exchangeOf(`${BASE}/${name}.csv`, text, more);
const read = (text: string) => readSnapshot(source, filed(text));

function edited(from: string | RegExp, to: string): string {
  const after = DEVELOPERS.replace(from, to);
  if (after === DEVELOPERS) throw new Error(`nothing to replace: ${from}`);
  return after;
}

/** The rows of the file that are used, under its header. */
function withRows(keep: (cells: string[]) => boolean): string {
  const [header = "", ...rows] = LINES;
  return `${[header, ...rows.filter((row) => keep(row.split(",")))].join("\n")}\n`;
}

const whole = async (text: string, name = "developers") => {
  const { observations, refusals } = await readSnapshot(source, filed(text, name));
  expect(observations).toEqual([]);
  return refusalTexts(refusals);
};

describe("github-innovation-graph reads a file", () => {
  it.each([
    ["developers", "github-developers", "accounts", 5885036],
    ["git_pushes", "github-pushes", "pushes", 5567938],
    ["organizations", "github-organizations", "organizations", 377119],
    ["repositories", "github-repositories", "repositories", 20179087],
  ])("%s, whose first column has its name", async (name, indicator, unit, china) => {
    const { observations, refusals } = await readSnapshot(source, filed(fixture(name), name));
    expect(refusals).toEqual([]);
    expect(new Set(observations.map((seen) => `${seen.indicator} ${seen.unit}`))).toEqual(new Set([`${indicator} ${unit}`]));
    expect(valuesByPeriod(observations, indicator, "CHN")["2020-Q1"]).toBe(china);
    expect(observations).toHaveLength(fixture(name).trimEnd().split("\n").length - 1);
  });

  it("takes NA as Namibia, and the European Union as one aggregate beside its members", async () => {
    const { observations } = await readSnapshot(source, filed(fixture("git_pushes"), "git_pushes"));
    expect(Object.keys(valuesByPeriod(observations, "github-pushes", "NAM"))).toHaveLength(13);
    expect(AREAS.XEU.kind).toBe("aggregate");
    expect(valuesByPeriod(observations, "github-pushes", "XEU")["2020-Q1"]).toBe(17175696);
  });

  it("keeps Hong Kong, Macau and Taiwan apart from the mainland", async () => {
    const { observations } = await read(DEVELOPERS);
    const first = ["CHN", "HKG", "MAC", "TWN"].map((area) => valuesByPeriod(observations, "github-developers", area)["2020-Q1"] ?? 0);
    expect(new Set(first).size).toBe(4);
    expect(Math.max(...first)).toBe(first[0]);
  });

  it("gives an economy that is not printed no number, above all not zero", async () => {
    const { observations } = await readSnapshot(source, filed(fixture("git_pushes"), "git_pushes"));
    expect(valuesByPeriod(observations, "github-pushes", "AIA")).toEqual({});
    expect(observations.every((seen) => seen.value !== null && seen.value >= 100)).toBe(true);
  });

  it("points at the line and column it read, in any order of rows and columns", async () => {
    const line = LINES.findIndex((text) => text.endsWith(",CN,2021,3")) + 1;
    const { observations } = await read(DEVELOPERS);
    expect(observations.find((seen) => seen.area === "CHN" && seen.period === "2021-Q3")?.locator).toEqual({
      kind: "csv",
      line,
      column: 1,
    });
    const [header = "", ...rows] = LINES.map((text) => text.split(",").toReversed().join(","));
    const turned = await read([header, ...rows.toReversed()].join("\n"));
    expect(turned.refusals).toEqual([]);
    expect(valuesByPeriod(turned.observations, "github-developers", "CHN")).toEqual(
      valuesByPeriod(observations, "github-developers", "CHN"),
    );
  });

  it("knows every country by its code, once, and two areas beside them", () => {
    const areas = Object.values(ECONOMIES);
    expect(new Set(areas).size).toBe(areas.length);
    const countries = Object.entries(AREAS).filter(([, area]) => area.kind === "country");
    expect(countries.filter(([code]) => !areas.includes(code as never))).toEqual([]);
    expect(areas).toHaveLength(countries.length + 2);
    expect([ECONOMIES.NA, ECONOMIES.CH, ECONOMIES.CN, ECONOMIES.KP, ECONOMIES.KR, ECONOMIES.XK]).toEqual([
      "NAM",
      "CHE",
      "CHN",
      "PRK",
      "KOR",
      "XKX",
    ]);
  });
});

describe("github-innovation-graph refuses a piece of a file", () => {
  it("half its rows: every second, or the first half", async () => {
    const [header = "", ...rows] = LINES;
    expect(await whole([header, ...rows.filter((_, at) => at % 2 === 0)].join("\n"))).toEqual([
      expect.stringMatching(/^expectation_unmet \(snapshot\)/),
    ]);
    expect(await whole(LINES.slice(0, LINES.length / 2).join("\n"))).toEqual([expect.stringMatching(/^expectation_unmet \(snapshot\)/)]);
  });

  it.each([
    [
      "whose last quarter ends early",
      (cells: string[]) => cells[2] !== "2023" || Number(cells[0]) > 10_000,
      /^expectation_unmet \(snapshot\): 2023-Q1 has no number for/,
    ],
    ["without a quarter in its middle", (cells: string[]) => cells[2] !== "2021" || cells[3] !== "2", /no number for 2021-Q2$/],
    ["without its newest quarters", (cells: string[]) => Number(cells[2]) < 2022, /8 quarters from 2020-Q1/],
    ["without China", (cells: string[]) => cells[1] !== "CN", /2020-Q1 has no number for CHN$/],
  ] as const)("%s", async (_, keep, expected) => {
    expect(await whole(withRows(keep))).toEqual([expect.stringMatching(expected)]);
  });

  it("that lost many small economies in one quarter", async () => {
    const more = ["MT", "MU", "LA", "TG", "MW", "RE"].flatMap((code) =>
      LINES.filter((line) => line.includes(",CN,")).map((line) => `5000,${code},${line.split(",").slice(2).join(",")}`),
    );
    const grown = [...LINES, ...more.filter((line) => !line.endsWith(",2022,4"))].join("\n");
    expect(await whole(grown)).toEqual([
      expect.stringMatching(/^expectation_unmet \(snapshot\): 2022-Q4 has 13 economies, the quarter before 19$/),
    ]);
  });
});

describe("github-innovation-graph refuses what it cannot be sure of", () => {
  it("a column renamed, gone or new, or the file of another name", async () => {
    expect(await whole(edited("iso2_code", "iso3_code"))).toEqual([
      'layout_changed (snapshot): unexpected column "iso3_code"; missing column "iso2_code"',
    ]);
    expect(await whole(LINES.map((line) => line.split(",").slice(0, 3).join(",")).join("\n"))).toEqual([
      expect.stringMatching(/missing column "quarter"/),
    ]);
    expect(await whole(LINES.map((line, at) => `${line},${at === 0 ? "region" : "x"}`).join("\n"))).toEqual([
      expect.stringMatching(/unexpected column "region"/),
    ]);
    expect(await whole(DEVELOPERS, "repositories")).toEqual([
      expect.stringMatching(/unexpected column "developers"; missing column "repositories"/),
    ]);
  });

  it("years and quarters under each other's headers, or a quarter that had not ended", async () => {
    expect(await whole(edited("year,quarter", "quarter,year"))).toEqual([
      expect.stringMatching(/^layout_changed \(snapshot\): "1" and "2020" are no year and quarter/),
    ]);
    const early = await readSnapshot(source, filed(DEVELOPERS, "developers", { capturedAt: "2023-03-01T00:00:00Z" }));
    expect(refusalTexts(early.refusals)).toEqual([expect.stringMatching(/2023-Q1 had not ended when the file was taken/)]);
    expect(await whole(edited(/,2020,1\n/, ",2020,5\n"))).toEqual([expect.stringMatching(/^layout_changed/)]);
  });

  it("an unknown code, alone", async () => {
    const { observations, refusals } = await read(edited(",AI,2020,1", ",ZZ,2020,1"));
    expect(refusalTexts(refusals)).toEqual(['unknown_code (value): unknown value "ZZ"']);
    expect(observations).toHaveLength(LINES.length - 2);
  });

  it.each(["", "-", "<100", "1.5", "1e3", "12,5"])("a number that prints %j, alone and never as zero", async (text) => {
    const cell = text.includes(",") ? `"${text}"` : text;
    const { observations, refusals } = await read(edited(/\n\d+,AI,2020,1\n/, `\n${cell},AI,2020,1\n`));
    expect(refusals).toMatchObject([{ code: "not_a_number", scope: "value", locator: { kind: "csv", column: 1 } }]);
    expect(valuesByPeriod(observations, "github-developers", "AIA")).not.toHaveProperty("2020-Q1");
  });

  it("another unit: thousands, and thousands with a decimal point", async () => {
    const scaled = (scale: (value: number) => string) =>
      LINES.map((line, at) => (at === 0 ? line : [scale(Number(line.split(",")[0])), ...line.split(",").slice(1)].join(","))).join("\n");
    expect(await whole(scaled((value) => String(Math.round(value / 1000))))).toEqual([
      expect.stringMatching(/^unit_changed \(snapshot\): \d+ of 169 values/),
    ]);
    expect(await whole(scaled((value) => (value / 1000).toFixed(3)))).toEqual([
      expect.stringMatching(/^unit_changed \(snapshot\): \d+ cells hold no count/),
    ]);
  });

  it("two numbers of one economy and quarter, and a row of another length", async () => {
    expect(await whole(`${DEVELOPERS}7000,CN,2023,1\n`)).toEqual([expect.stringMatching(/^duplicate_key \(snapshot\)/)]);
    expect(await whole(`${DEVELOPERS}7000,MT,2023\n`)).toEqual([
      expect.stringMatching(/^layout_changed \(snapshot\): line 171 has 3 cells, the header 4/),
    ]);
  });

  it.each([
    ["a challenge page with 200", "<!doctype html><title>Just a moment...</title>", 200, "blocked_by_site"],
    ["any web page", "<!DOCTYPE html><html><body>Sign in</body></html>", 200, "blocked_by_site"],
    ["an empty 200", "", 200, "blocked_by_site"],
    ["a file that is gone", "404: Not Found", 404, "layout_changed"],
  ])("%s", async (_, text, status, code) => {
    const { observations, refusals } = await readSnapshot(source, filed(text, "developers", { status }));
    expect([observations, refusals]).toMatchObject([[], [{ code, scope: "snapshot" }]]);
  });

  it("recognises its four files by address, in any version, and by header when handed in without one", () => {
    const recognised = (url: string, text = "") => source.recognise(exchangeOf(url, text));
    for (const { url } of source.requests) expect(recognised(url)).toBe(true);
    expect(recognised("https://raw.githubusercontent.com/github/innovationgraph/v1.0.5/data/developers.csv")).toBe(true);
    expect(recognised("https://github.com/github/innovationgraph/raw/main/data/git_pushes.csv?x=1")).toBe(true);
    expect(recognised(`${BASE}/languages.csv`, DEVELOPERS)).toBe(false);
    expect(recognised("https://raw.githubusercontent.com/somebody/else/main/data/developers.csv", DEVELOPERS)).toBe(false);
    expect(recognised("deposit:file.csv", DEVELOPERS)).toBe(true);
    expect(recognised("deposit:file.csv", "economy_collaborators,source,destination\n")).toBe(false);
  });
});
