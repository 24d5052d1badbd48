import { readFileSync } from "node:fs";
import type { Capture, Exchange } from "@talent/core/capture/capture";
import { describe, expect, it } from "vitest";
import { exchangeOf, readSnapshot, refusalTexts, valuesByPeriod } from "../../testing/exchanges.ts";
import { source } from "./source.ts";

const fixture = (name: string) => readFileSync(new URL(`./fixtures/2026-07-14T06-00-00Z/${name}`, import.meta.url), "utf8");
const ANSWER = fixture("rd-intensity.json");
const API = "https://api.worldbank.org/v2";
const URL_OF_ANSWER = `${API}/country/all/indicator/GB.XPD.RSDV.GD.ZS?format=json&per_page=32500`;

const answered = (text: string, url = URL_OF_ANSWER) =>
  exchangeOf(url, text, { headers: { "content-type": "application/json;charset=utf-8" } });

const refused = async (exchange: Exchange) => {
  const { observations, refusals } = await readSnapshot(source, exchange);
  expect(observations).toEqual([]);
  return refusalTexts(refusals);
};

/** The rows of the answer, edited, in an envelope that counts them. */
function withRows(edit: (rows: Record<string, unknown>[]) => Record<string, unknown>[], envelope: Record<string, unknown> = {}): string {
  const [info, rows] = JSON.parse(ANSWER);
  const kept = edit(rows);
  return JSON.stringify([{ ...info, total: kept.length, ...envelope }, kept]);
}

describe("world-bank reads an answer of the service", () => {
  it("every country and year that has a value, as printed", async () => {
    const { observations, refusals } = await readSnapshot(source, answered(ANSWER));
    expect(refusals).toEqual([]);
    expect(valuesByPeriod(observations, "rd-intensity", "CHN")).toMatchObject({ 2015: 2.01703, 2023: 2.57729 });
    expect(observations.find((seen) => seen.area === "CHN" && seen.period === "2023")).toMatchObject({
      raw: "2.57729",
      unit: "percent of GDP",
      locator: { kind: "json", pointer: "/1/2/value" },
    });
  });

  it("a null is no value, and never zero", async () => {
    const { observations } = await readSnapshot(source, answered(ANSWER));
    expect(valuesByPeriod(observations, "rd-intensity", "CHN")).not.toHaveProperty("2025");
    expect(observations.every((seen) => seen.value !== null && seen.value > 0)).toBe(true);
  });

  it("in any order of rows and keys", async () => {
    const turned = withRows((rows) => rows.toReversed().map((row) => Object.fromEntries(Object.entries(row).toReversed())));
    const sorted = async (text: string) =>
      (await readSnapshot(source, answered(text))).observations.map((seen) => `${seen.area} ${seen.period} ${seen.value}`).sort();
    expect(await sorted(turned)).toEqual(await sorted(ANSWER));
  });

  it("groups of countries are left out, with a code or by their name; the world and the European Union are kept as printed", async () => {
    const named = (code: string, name: string) => (rows: Record<string, unknown>[]) => [
      ...rows,
      { ...rows[2], country: { id: "ZZ", value: name }, countryiso3code: code },
    ];
    const areasOf = async (code: string, name: string) => {
      const { observations, refusals } = await readSnapshot(source, answered(withRows(named(code, name))));
      expect(refusals).toEqual([]);
      const known = ["CHN", "DEU", "JPN", "MEX", "USA"];
      return new Set(observations.map((seen) => seen.area).filter((area) => !known.includes(area)));
    };
    expect(await areasOf("EAS", "East Asia & Pacific")).toEqual(new Set());
    expect(await areasOf("", "High income")).toEqual(new Set());
    expect(await areasOf("WLD", "World")).toEqual(new Set(["WLD"]));
    expect(await areasOf("EUU", "European Union")).toEqual(new Set(["XEU"]));
    expect(await areasOf("XKX", "Kosovo")).toEqual(new Set(["XKX"]));
  });

  it("estimates and forecasts as what they are, and an unknown status not at all", async () => {
    const withStatus = (status: string) => withRows((rows) => rows.map((row, at) => (at === 2 ? { ...row, obs_status: status } : row)));
    for (const status of ["E", "F"]) {
      const { observations } = await readSnapshot(source, answered(withStatus(status)));
      expect(observations.find((seen) => seen.area === "CHN" && seen.period === "2023")?.status).toBe(status);
    }
    const { observations, refusals } = await readSnapshot(source, answered(withStatus("Q")));
    expect(refusalTexts(refusals)).toEqual(['unknown_code (value): unknown status "Q"']);
    expect(valuesByPeriod(observations, "rd-intensity", "CHN")).not.toHaveProperty("2023");
  });

  it("as a list when it is of a few countries, for only an answer of all can leave one out on purpose", async () => {
    const few = await readSnapshot(source, answered(ANSWER, `${API}/country/CHN;USA/indicator/GB.XPD.RSDV.GD.ZS?format=json`));
    const years = await readSnapshot(source, answered(ANSWER, `${URL_OF_ANSWER}&date=2015:2025`));
    const all = await readSnapshot(source, answered(ANSWER));
    expect([few.states, years.states, all.states]).toEqual(["listed", "listed", undefined]);
  });
});

describe("world-bank reads all pages of an answer or none", () => {
  const [info, rows] = JSON.parse(ANSWER);
  const page = (number: number, size = 30) => {
    const part = rows.slice((number - 1) * size, number * size);
    const envelope = { ...info, page: number, pages: Math.ceil(rows.length / size), per_page: String(size) };
    return answered(JSON.stringify([envelope, part]), number === 1 ? URL_OF_ANSWER : `${URL_OF_ANSWER}&page=${number}`);
  };
  const parsed = async (...exchanges: Exchange[]) => (await source.parse({ source: source.id, exchanges } satisfies Capture)).snapshots;

  it("each with the numbers it prints", async () => {
    const snapshots = await parsed(page(2), page(1));
    expect(snapshots.flatMap((snapshot) => snapshot.refusals)).toEqual([]);
    const together = snapshots.flatMap((snapshot) => snapshot.observations);
    expect(together).toHaveLength((await readSnapshot(source, answered(ANSWER))).observations.length);
    expect(snapshots.map((snapshot) => snapshot.states)).toEqual(["listed", "listed"]);
  });

  it("and none when one is missing or unreadable", async () => {
    const missing = await parsed(page(1));
    expect(refusalTexts(missing.flatMap((snapshot) => snapshot.refusals))).toEqual([
      "expectation_unmet (snapshot): of the 2 pages of this answer 1 are here and readable",
    ]);
    const broken = await parsed(page(1), answered("[", `${URL_OF_ANSWER}&page=2`));
    expect(broken.flatMap((snapshot) => snapshot.observations)).toEqual([]);
  });
});

describe("world-bank refuses another answer", () => {
  it("an error, which comes with status 200 as an array of one", async () => {
    const error = '[{"message":[{"id":"175","key":"Invalid format","value":"The indicator was not found."}]}]';
    expect(await refused(answered(error))).toEqual([
      'layout_changed (snapshot): the service answers with an error: "The indicator was not found."',
    ]);
    expect(await refused(answered('[{"page":0,"pages":0,"per_page":0,"total":0},null]'))).toEqual([expect.stringMatching(/has 0 rows/)]);
    expect(await refused(answered('{"rows":[]}'))).toEqual([
      expect.stringMatching(/^layout_changed \(snapshot\): the answer is not the array/),
    ]);
  });

  it("half the rows, or fewer than it says", async () => {
    const half = withRows((all) => all.slice(0, all.length / 2), { total: 55 });
    expect(await refused(answered(half))).toEqual(["expectation_unmet (snapshot): page 1 of 1 has 27 rows, 55 were due"]);
    expect(await refused(answered(ANSWER.slice(0, ANSWER.length / 2)))).toEqual(["unreadable (snapshot): the document is not JSON"]);
    const without = withRows((all) => all.filter((row) => row.countryiso3code !== "CHN"));
    expect(await refused(answered(without))).toEqual(["expectation_unmet (snapshot): no value for CHN"]);
  });

  it("a key renamed, gone or new", async () => {
    const rekeyed = (edit: (row: Record<string, unknown>) => Record<string, unknown>) =>
      refused(answered(withRows((all) => all.map(edit))));
    expect(await rekeyed(({ value, ...row }) => ({ ...row, val: value }))).toEqual([
      expect.stringMatching(/^layout_changed \(snapshot\): a row has no "value"/),
    ]);
    expect(await rekeyed(({ date: _, ...row }) => row)).toEqual([expect.stringMatching(/has no "date"/)]);
    expect(await rekeyed((row) => ({ ...row, scale: "" }))).toEqual([expect.stringMatching(/has an unexpected "scale"/)]);
  });

  it("another series, another name of it, a unit where none was, another order of size", async () => {
    expect(await refused(answered(ANSWER.replaceAll("GB.XPD.RSDV.GD.ZS", "GB.XPD.RSDV.CD")))).toEqual([
      expect.stringMatching(/^layout_changed \(snapshot\): a row is of "GB.XPD.RSDV.CD"/),
    ]);
    expect(await refused(answered(ANSWER.replaceAll("(% of GDP)", "(US$)")))).toEqual([
      expect.stringMatching(/^unit_changed \(snapshot\): the series is now "Research and development expenditure \(US\$\)"/),
    ]);
    expect(await refused(answered(ANSWER.replaceAll('"unit":""', '"unit":"%"')))).toEqual([expect.stringMatching(/^unit_changed/)]);
    const fractions = withRows((all) => all.map((row) => ({ ...row, value: typeof row.value === "number" ? row.value / 100 : null })));
    expect(await refused(answered(fractions))).toEqual([
      expect.stringMatching(/^unit_changed \(snapshot\): rd-intensity of USA in \d{4} is 0\.0/),
    ]);
  });

  it("an unreviewed country, a value as text, a quarter for a year: alone, each with its locator", async () => {
    const with2 = (more: Record<string, unknown>) => withRows((all) => all.map((row, at) => (at === 2 ? { ...row, ...more } : row)));
    const one = async (more: Record<string, unknown>) => {
      const { observations, refusals } = await readSnapshot(source, answered(with2(more)));
      expect(observations.length).toBeGreaterThan(30);
      return refusalTexts(refusals);
    };
    expect(await one({ countryiso3code: "ZAR", country: { id: "ZR", value: "Zaire" } })).toEqual([
      'unknown_code (value): "Zaire" has the unknown code "ZAR"',
    ]);
    expect(await one({ value: "2.5" })).toEqual([expect.stringMatching(/^not_a_number \(value\)/)]);
    expect(await one({ date: "2023Q1" })).toEqual([expect.stringMatching(/^period_kind_changed \(value\)/)]);
    expect(await one({ date: "latest" })).toEqual([expect.stringMatching(/^invalid_row \(value\)/)]);
  });

  it("two values of one country and year", async () => {
    expect(await refused(answered(withRows((all) => [...all, ...all.slice(2, 3)])))).toEqual([
      expect.stringMatching(/^duplicate_key \(snapshot\)/),
    ]);
  });

  it.each([
    ["a challenge page with 200", "<!doctype html><title>Just a moment...</title>", 200, "blocked_by_site"],
    ["any web page", "<!DOCTYPE html><html><body>Sorry</body></html>", 200, "blocked_by_site"],
    ["an empty 200", "", 200, "blocked_by_site"],
    ["a 503", "busy", 503, "unreadable"],
    ["XML, which is what it gives unasked", '<?xml version="1.0"?><wb:data/>', 200, "unreadable"],
  ])("%s", async (_, text, status, code) => {
    expect(await refused(exchangeOf(URL_OF_ANSWER, text, { status }))).toEqual([
      expect.stringMatching(new RegExp(`^${code} \\(snapshot\\)`)),
    ]);
  });
});

describe("world-bank requests", () => {
  it("every country and year of three series, in one answer each", () => {
    expect(source.requests.map((request) => request.url)).toContain(URL_OF_ANSWER);
    for (const { url } of source.requests) expect(source.recognise(exchangeOf(url, ""))).toBe(true);
  });

  it("no other series, and recognises none", () => {
    const others = [
      `${API}/country/all/indicator/SP.POP.TOTL?format=json`,
      `${API}/country/all`,
      "https://example.org/indicator/SE.TER.ENRR",
    ];
    expect(others.map((url) => source.recognise(exchangeOf(url, ANSWER)))).toEqual([false, false, false]);
  });
});
