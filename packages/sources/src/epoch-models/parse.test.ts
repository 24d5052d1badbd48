import { readFileSync } from "node:fs";
import type { Exchange } from "@talent/core/capture/capture";
import type { ParsedObservation } from "@talent/core/observation/observation";
import { readCsv } from "@talent/readers/csv/read-csv";
import { describe, expect, it } from "vitest";
import { exchangeOf, readSnapshot, refusalTexts, valuesByPeriod } from "../../testing/exchanges.ts";
import { COUNTRIES } from "./countries.ts";
import { source } from "./source.ts";

const URL_OF_LIST = "https://epoch.ai/data/notable_ai_models.csv";
const EARLY = fixture("2025-02-24T06-00-00Z");
const LATE = fixture("2025-05-15T06-00-00Z");

function fixture(stamp: string): string {
  return readFileSync(new URL(`./fixtures/${stamp}/notable_ai_models.csv`, import.meta.url), "utf8");
}

function listed(text: string, more: Partial<Exchange> = {}): Exchange {
  return exchangeOf(URL_OF_LIST, text, { capturedAt: "2025-05-15T06:00:00Z", ...more });
}

const models = (observations: readonly ParsedObservation[], area: string) => valuesByPeriod(observations, "notable-ai-models", area);

/** The list with its columns edited: each column is its header and its cells. */
function withColumns(text: string, edit: (columns: string[][]) => string[][]): string {
  const { header, rows } = readCsv(new TextEncoder().encode(text));
  const records = [header, ...rows.map((row) => row.cells)];
  const columns = edit(header.map((_, at) => records.map((cells) => cells[at]?.text ?? "")));
  return records.map((_, line) => columns.map((column) => quoted(column[line] ?? "")).join(",")).join("\n");
}

function quoted(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

describe("epoch-models counts models by country and year", () => {
  it.each([
    ["of February 2025", EARLY, { USA: [36, 58, 40, 51, 65, 75, 39, 1], CHN: [4, 6, 8, 21, 11, 22, 10, 2] }],
    ["of May 2025", LATE, { USA: [35, 62, 40, 52, 65, 77, 46, 9], CHN: [4, 6, 8, 20, 12, 23, 24, 8] }],
  ])("as the vintage %s has them, 2018 to 2025", async (_, text, expected) => {
    const { observations } = await readSnapshot(source, listed(text));
    for (const [area, values] of Object.entries(expected)) {
      const found = models(observations, area);
      expect([2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025].map((year) => found[year])).toEqual(values);
    }
  });

  it("counts a model once per country, however often the cell repeats it", async () => {
    const one = 'Repeated,,Lab,Industry,"China,United States of America,China",,2013-01-01';
    const { observations } = await readSnapshot(source, listed(EARLY.replace("\n", `\n${one}${",".repeat(35)}\n`)));
    const before = (await readSnapshot(source, listed(EARLY))).observations;
    for (const area of ["CHN", "USA"]) expect(models(observations, area)["2013"]).toBe((models(before, area)["2013"] ?? 0) + 1);
  });

  it("states zero for every country of the file in every year it covers", async () => {
    const { observations } = await readSnapshot(source, listed(EARLY));
    const years = new Set(observations.map((seen) => seen.period));
    const areas = new Set(observations.map((seen) => seen.area));
    expect([...years].sort()).toEqual(Array.from({ length: 14 }, (_, at) => String(2012 + at)));
    expect(observations).toHaveLength(years.size * areas.size);
    expect(models(observations, "TWN")["2025"]).toBe(0);
  });

  it("keeps Hong Kong and Taiwan apart from China, and counts no multinational and no blank", async () => {
    const { observations } = await readSnapshot(source, listed(LATE));
    const areas = new Set(observations.map((seen) => seen.area));
    expect(["CHN", "HKG", "TWN"].every((area) => areas.has(area))).toBe(true);
    expect([...areas].every((area) => /^[A-Z]{3}$/.test(area) && area !== "WLD")).toBe(true);
  });

  it("has one spelling for each country, so that a filter on it finds every row", () => {
    const areas = Object.values(COUNTRIES).filter((area) => typeof area === "string");
    expect(new Set(areas).size).toBe(areas.length);
  });

  it("names the lines it counted", async () => {
    const { observations } = await readSnapshot(source, listed(EARLY));
    const locator = observations.find((seen) => seen.area === "CHN" && seen.period === "2025")?.locator;
    expect(locator).toMatchObject({
      kind: "rows",
      where: '"Country (from Organization)" has "China" and "Publication date" is of year 2025',
      count: 2,
    });
  });
});

describe("epoch-models names the rows it cannot read", () => {
  it("refuses slipped rows and the one whose date is a chip, each with its line", async () => {
    const { refusals } = await readSnapshot(source, listed(LATE));
    const names = ["Pixtral Large", "Llama 3-70B", "ReALM", "FinGPT-13B", "Falcon-180B", "Falcon-40B", "M6-T", "ULM-FiT", "VGG16"];
    expect(refusals.map((refusal) => /model "(.*?)"/.exec(refusal.message)?.[1])).toEqual(names);
    expect(refusals.every((refusal) => refusal.code === "invalid_row" && refusal.scope === "value")).toBe(true);
    const line = LATE.slice(0, LATE.indexOf("\nM6-T,") + 1).split("\n").length;
    expect(refusals[6]).toMatchObject({ message: expect.stringContaining(`line ${line}, `), locator: { kind: "csv", line } });
  });

  it("makes every count those rows may be missing from an estimate, and no other", async () => {
    const { observations } = await readSnapshot(source, listed(LATE));
    const estimated = observations.filter((seen) => seen.status === "E");
    const years = new Set(estimated.filter((seen) => seen.area === "CHN").map((seen) => seen.period));
    expect(years).toEqual(new Set(["2014", "2018", "2021", "2023", "2024"]));
    expect(observations.filter((seen) => seen.area === "FRA").every((seen) => seen.status === "E")).toBe(true);
    expect(observations.find((seen) => seen.area === "CHN" && seen.period === "2022")?.status).toBe("A");
    const clean = (await readSnapshot(source, listed(EARLY))).observations;
    expect(clean.every((seen) => seen.status === "A")).toBe(true);
  });

  it("refuses an unknown country, and keeps the row's other countries", async () => {
    const { observations, refusals } = await readSnapshot(
      source,
      listed(EARLY.replace("\nDoubao-1.5-pro,,ByteDance,Industry,China,", '\nDoubao-1.5-pro,,ByteDance,Industry,"China,Atlantis",')),
    );
    expect(refusalTexts(refusals)).toEqual([
      expect.stringMatching(/^unknown_code \(value\): line 3, model "Doubao-1\.5-pro": "Atlantis" is no country$/),
    ]);
    expect(models(observations, "CHN")["2025"]).toBe(2);
    expect(observations.find((seen) => seen.area === "USA" && seen.period === "2025")?.status).toBe("E");
  });

  it("refuses a date that does not exist, one after the capture, and a row that ends early", async () => {
    const dated = (date: string) => listed(EARLY.replace("2025-01-22", date), { capturedAt: "2025-02-24T06:00:00Z" });
    for (const date of ["2025-02-30", "22/01/2025", "2026-01-22", "1025-01-22", ""]) {
      expect((await readSnapshot(source, dated(date))).refusals).toMatchObject([
        { code: "invalid_row", message: expect.stringContaining("is not a date") },
      ]);
    }
    const short = EARLY.replace(/\nDoubao-1\.5-pro,[^\n]*\n/, "\nDoubao-1.5-pro,Language\n");
    expect((await readSnapshot(source, listed(short))).refusals).toMatchObject([
      { code: "invalid_row", message: expect.stringContaining("ends before its country") },
    ]);
  });
});

describe("epoch-models refuses another list", () => {
  const snapshotRefusals = async (text: string) => {
    const { observations, refusals } = await readSnapshot(source, listed(text));
    expect(observations).toEqual([]);
    return refusalTexts(refusals);
  };

  it("when a column it reads is renamed or missing", async () => {
    expect(await snapshotRefusals(EARLY.replace("Publication date", "Published"))).toEqual([
      expect.stringMatching(/^layout_changed \(snapshot\): unexpected column "Published"; missing column "Publication date"/),
    ]);
    expect(await snapshotRefusals(EARLY.replace("Country (from Organization)", "Nation"))).toEqual([
      expect.stringMatching(/unexpected column "Nation"/),
    ]);
    expect(await snapshotRefusals(EARLY.replace("Country (from Organization)", "Domain"))).toEqual([
      expect.stringMatching(/^layout_changed \(snapshot\)/),
    ]);
  });

  it("when a column is new, or there twice, or both countries' columns are there", async () => {
    const added = (name: string) => withColumns(EARLY, (columns) => [...columns, [name]]);
    expect(await snapshotRefusals(added("Country (of headquarters)"))).toEqual([
      expect.stringMatching(/^layout_changed .*unexpected column "Country \(of headquarters\)"/),
    ]);
    expect(await snapshotRefusals(added("Publication date"))).toEqual([expect.stringMatching(/"Publication date" is there twice/)]);
    expect(await snapshotRefusals(added("Country (of organization)"))).toEqual([expect.stringMatching(/two columns name the country/)]);
  });

  it("but not when columns it ignores are gone, the header ends in 329 blanks, or the order is another", async () => {
    const before = (await readSnapshot(source, listed(LATE))).observations;
    for (const edit of [
      (columns: string[][]) => columns.filter(([name]) => name !== "Abstract" && name !== "Frontier model"),
      (columns: string[][]) => [...columns, ...Array.from({ length: 320 }, () => [""])],
      (columns: string[][]) => columns.toReversed(),
    ]) {
      const { observations, refusals } = await readSnapshot(source, listed(withColumns(LATE, edit)));
      expect(refusals.map((refusal) => refusal.code)).toEqual(Array(9).fill("invalid_row"));
      for (const area of ["CHN", "USA", "HKG"]) expect(models(observations, area)).toEqual(models(before, area));
    }
  });

  it("when half the rows are missing", async () => {
    const lines = EARLY.split("\n");
    expect(await snapshotRefusals(lines.slice(0, lines.length / 2).join("\n"))).toEqual([
      expect.stringMatching(/^(expectation_unmet|unreadable) \(snapshot\)/),
    ]);
    const without = lines.filter((line, at) => at === 0 || (at % 2 === 0 && !line.includes('"')));
    expect(await snapshotRefusals(without.join("\n"))).toEqual([
      expect.stringMatching(/^expectation_unmet \(snapshot\): \d+ models, and the list has not had fewer than 600/),
    ]);
  });

  it("when two columns change their names, so that no row can be read", async () => {
    const swapped = EARLY.replace(
      "Organization categorization,Country (from Organization)",
      "Country (from Organization),Organization categorization",
    );
    expect(await snapshotRefusals(swapped)).toEqual([
      expect.stringMatching(/^layout_changed \(snapshot\): \d+ of 711 rows cannot be read/),
    ]);
  });

  it("when China or the United States is gone from it", async () => {
    expect(await snapshotRefusals(EARLY.replaceAll("China", "Japan"))).toEqual([
      "expectation_unmet (snapshot): mandatory series without a number: notable-ai-models|CHN|",
    ]);
  });

  it.each([
    ["a challenge page with 200", "<!doctype html><title>Just a moment...</title>", {}],
    ["a challenge page with 403", "<!doctype html><title>Just a moment...</title>", { status: 403 }],
    ["an empty 200", "", {}],
    ["any web page", "<!DOCTYPE html><html><body>Page not found</body></html>", {}],
  ])("and says blocked_by_site for %s", async (_, text, more) => {
    const { observations, refusals } = await readSnapshot(source, listed(text, more));
    expect([observations, refusals]).toMatchObject([[], [{ code: "blocked_by_site", scope: "snapshot" }]]);
  });

  it("recognises the list by its address, or by its header when handed in without one", () => {
    expect(source.recognise(listed(EARLY))).toBe(true);
    expect(source.recognise(exchangeOf("deposit:models.csv", LATE))).toBe(true);
    expect(source.recognise(exchangeOf("deposit:other.csv", "a,b\n1,2\n"))).toBe(false);
    expect(source.recognise(exchangeOf("https://epoch.ai/data/all_ai_models.csv", EARLY))).toBe(false);
  });
});
