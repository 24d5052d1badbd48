import { readFileSync } from "node:fs";
import type { Exchange } from "@talent/core/capture/capture";
import { describe, expect, it } from "vitest";
import { exchangeOf, readSnapshot, refusalTexts, valuesByPeriod } from "../../testing/exchanges.ts";
import { source } from "./source.ts";

const fixture = (name: string) => readFileSync(new URL(`./fixtures/2026-07-14T06-00-00Z/${name}`, import.meta.url), "utf8");
const DOWNLOAD = fixture("API_SP.POP.SCIE.RD.P6_DS2_en_csv_v2_1.csv");
const EXCERPT = fixture("enrolment-excerpt.json");
const API = "https://api.worldbank.org/v2";
const URL_OF_ANSWER = `${API}/country/all/indicator/GB.XPD.RSDV.GD.ZS?format=json&per_page=32500`;
const URL_OF_DOWNLOAD = `${API}/en/indicator/SP.POP.SCIE.RD.P6?downloadformat=csv`;
const URL_OF_EXCERPT = `${API}/country/CHN;USA/indicator/SE.TER.ENRR?format=json`;

const downloaded = (text: string, url = URL_OF_DOWNLOAD) => exchangeOf(url, text, { headers: { "content-type": "text/csv" } });
const typedOff = (text: string, more: Partial<Exchange> = {}) => exchangeOf(URL_OF_EXCERPT, text, { fidelity: "transcribed", ...more });

function edited(from: string | RegExp, to: string, text: string): string {
  const after = text.replace(from, to);
  if (after === text) throw new Error(`nothing to replace: ${from}`);
  return after;
}

const refused = async (exchange: Exchange) => {
  const { observations, refusals } = await readSnapshot(source, exchange);
  expect(observations).toEqual([]);
  return refusalTexts(refusals);
};

describe("world-bank reads the unpacked download", () => {
  const lines = DOWNLOAD.split("\n");
  const line = (name: string) => lines.find((text) => text.startsWith(`"${name}"`)) ?? "";

  it("past its mark, its title and the comma at the end of each line", async () => {
    const { observations, refusals } = await readSnapshot(source, downloaded(DOWNLOAD));
    expect(refusals).toEqual([]);
    expect(valuesByPeriod(observations, "researchers-per-million", "CHN")).toMatchObject({ 2008: 1197.58885, 2009: 861.24883 });
    const areas = new Set(observations.map((seen) => seen.area));
    expect(["AFE", "HIC", "OED"].some((group) => areas.has(group))).toBe(false);
    const at = lines.indexOf(line("China")) + 1;
    expect(observations.find((seen) => seen.area === "CHN" && seen.period === "2008")?.locator).toEqual({
      kind: "csv",
      line: at,
      column: 5,
    });
  });

  it("marks the year in which China began to count otherwise", async () => {
    const { observations } = await readSnapshot(source, downloaded(DOWNLOAD));
    expect(observations.filter((seen) => seen.status !== "A").map((seen) => `${seen.area} ${seen.period} ${seen.status}`)).toEqual([
      "CHN 2009 B",
    ]);
  });

  it("whatever number the file's name carries, and handed in without an address", async () => {
    const { observations } = await readSnapshot(source, exchangeOf("deposit:API_SP.POP.SCIE.RD.P6_DS2_en_csv_v2_99999.csv", DOWNLOAD));
    expect(observations.length).toBeGreaterThan(100);
    expect(source.recognise(exchangeOf("deposit:other.csv", edited(/SP\.POP\.SCIE\.RD\.P6/g, "SP.POP.TOTL", DOWNLOAD)))).toBe(false);
  });

  it.each([
    [
      "a column renamed",
      /"Country Code"/,
      '"Code"',
      /^layout_changed \(snapshot\): unexpected column "Code"; missing column "Country Code"/,
    ],
    ["a column that is new", /"Indicator Code","2008"/, '"Indicator Code","Note","2008"', /unexpected column "Note"/],
    ["a year that is left out", /"2009"/, '"2019"', /^layout_changed \(snapshot\): the year 2019 does not follow/],
    ["a title of another length", "\n\n", "\n", /^layout_changed \(snapshot\)/],
    ["another unit", /\(per million people\)/g, "(per thousand people)", /^unit_changed \(snapshot\)/],
    ["another series", /SP\.POP\.SCIE\.RD\.P6/g, "SP.POP.TECH.RD.P6", /^layout_changed \(snapshot\)/],
    ["a row of another length", /"Angola",/, '"Angola","x",', /has 9 cells, the header 8/],
  ] as const)("refuses %s", async (_, from, to, expected) => {
    expect(await refused(downloaded(edited(from, to, DOWNLOAD)))).toEqual([expect.stringMatching(expected)]);
  });

  it("refuses a number past the last year, half the rows, and the series of another address", async () => {
    const stray = edited(line("Zimbabwe"), `${line("Zimbabwe")}7`, DOWNLOAD);
    expect(await refused(downloaded(stray))).toEqual(['layout_changed (snapshot): "7" stands in a column without a name']);
    const half = lines.filter((_, at) => at < 5 || at % 2 === 0).join("\n");
    expect(await refused(downloaded(half))).toEqual([expect.stringMatching(/^expectation_unmet \(snapshot\): 13\d rows/)]);
    expect(await refused(downloaded(DOWNLOAD, URL_OF_ANSWER))).toEqual([expect.stringMatching(/its address of GB\.XPD\.RSDV\.GD\.ZS$/)]);
  });

  it("refuses one country it does not know and one cell that is no number, and reads the rest", async () => {
    const { refusals } = await readSnapshot(source, downloaded(edited('"Aruba","ABW"', '"Aruba","ROM"', DOWNLOAD)));
    expect(refusalTexts(refusals)).toEqual(['unknown_code (value): "Aruba" has the unknown code "ROM"']);
    const dots = edited(line("China"), line("China").replace('"861.24883"', '".."'), DOWNLOAD);
    const { observations, refusals: cells } = await readSnapshot(source, downloaded(dots));
    expect(refusalTexts(cells)).toEqual(['not_a_number (value): ".." is not a number']);
    expect(valuesByPeriod(observations, "researchers-per-million", "CHN")).not.toHaveProperty("2009");
  });
});

describe("world-bank reads values that were typed off", () => {
  it("by country and year, with the break of 2014, as a list", async () => {
    const { observations, refusals, states } = await readSnapshot(source, typedOff(EXCERPT));
    expect([refusals, states]).toEqual([[], "listed"]);
    expect(valuesByPeriod(observations, "tertiary-enrolment-rate", "CHN")).toMatchObject({
      2013: 32.7191603158803,
      2024: 76.8757843123403,
    });
    expect(observations.filter((seen) => seen.status !== "A").map((seen) => `${seen.area} ${seen.period}`)).toEqual(["CHN 2014"]);
    expect(observations[0]?.locator).toEqual({ kind: "json", pointer: "/series/CHN/2000" });
  });

  it("but not from a fetch: the service does not answer so", async () => {
    expect(await refused(typedOff(EXCERPT, { fidelity: "verbatim" }))).toEqual([expect.stringMatching(/^layout_changed \(snapshot\)/)]);
  });

  it("and not when they are of another series, in another unit, or in another shape", async () => {
    expect(await refused(typedOff(edited("SE.TER.ENRR", "SE.SEC.ENRR", EXCERPT)))).toEqual([expect.stringMatching(/^layout_changed/)]);
    expect(await refused(typedOff(edited("(% gross)", "(% net)", EXCERPT)))).toEqual([expect.stringMatching(/^unit_changed/)]);
    expect(await refused(typedOff(edited('"series"', '"rows"', EXCERPT)))).toEqual([expect.stringMatching(/^layout_changed/)]);
    expect(await refused(typedOff(EXCERPT.replaceAll('"USA"', '"United States"')))).toEqual(
      expect.arrayContaining([expect.stringMatching(/^unknown_code \(value\)/), "expectation_unmet (snapshot): no value for USA"]),
    );
  });
});
