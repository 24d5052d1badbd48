import { readFileSync } from "node:fs";
import type { Exchange } from "@talent/core/capture";
import { openZip } from "@talent/readers/zip";
import { beforeAll, describe, expect, it } from "vitest";
import { exchangeOf, readOne, refusalTexts, seriesOf } from "../test-exchange.ts";
import { gridsOf, type Made, workbookOf } from "../test-workbook.ts";
import { source } from "./source.ts";
import { LANDING_URL } from "./workbook-link.ts";

const FOLDER = new URL("./fixtures/2025-08-01T06-00-00Z/", import.meta.url);
const WORKBOOK_URL =
  "https://travel.state.gov/content/dam/visas/Statistics/Non-Immigrant-Statistics/NIVDetailTables/FYs97-24_NIVDetailTable.xlsx";
const VISAS = "us-visas-issued-annual";

type Grids = Record<string, Made[][]>;

let printed: Uint8Array;
beforeAll(() => {
  printed = readFileSync(new URL("FYs97-24_NIVDetailTable.xlsx", FOLDER));
});

/** The small workbook after an edit of its cells. */
async function edited(edit: (grids: Grids) => Grids | undefined, url = WORKBOOK_URL): Promise<Exchange> {
  const grids = await gridsOf(printed);
  return exchangeOf(url, workbookOf(edit(grids) ?? grids));
}

async function refusals(edit: (grids: Grids) => Grids | undefined): Promise<string[]> {
  return refusalTexts((await readOne(source, await edited(edit))).refusals);
}

const rowOf = (grid: Made[][] | undefined, label: string): Made[] => {
  const found = grid?.find((row) => row[0] === label);
  if (found === undefined) throw new Error(`no row ${label}`);
  return found;
};
const columnOf = (grid: Made[][] | undefined, header: string): number => (grid?.[0] ?? []).indexOf(header);
const sheet = (grids: Grids, name: string): Made[][] => grids[name] ?? [];

describe("state-niv-annual reads the workbook", () => {
  it("gives China's students by fiscal year, whatever the sheet order and wherever the column stands", async () => {
    const { observations, refusals } = await readOne(source, exchangeOf(WORKBOOK_URL, printed));
    expect(refusals).toEqual([]);
    expect(seriesOf(observations, VISAS, "CHN", { visa_class: "F1" })).toMatchObject({
      FY1997: 11909,
      FY2014: 244927,
      FY2018: 98904,
      FY2019: 105775,
      FY2021: 90310,
      FY2024: 82654,
    });
  });

  it("writes class codes in one way: B-1,2 of old and B1/B2 of now are one series, and the printed total is `all`", async () => {
    const { observations } = await readOne(source, exchangeOf(WORKBOOK_URL, printed));
    expect(Object.keys(seriesOf(observations, VISAS, "IND", { visa_class: "B1/B2" }))).toHaveLength(28);
    expect(new Set(observations.map((seen) => seen.dimensions.visa_class))).toEqual(
      new Set(["B1/B2", "F1", "H1B", "J1", "M2", "BCC", "all"]),
    );
  });

  it("takes `China - Taiwan` and `Taiwan` as one area, apart from the mainland", async () => {
    const { observations } = await readOne(source, exchangeOf(WORKBOOK_URL, printed));
    const taiwan = seriesOf(observations, VISAS, "TWN", { visa_class: "F1" });
    expect([taiwan.FY1997, Object.keys(taiwan).length]).toEqual([14794, 28]);
  });

  it("marks FY2019 as a break and no other year", async () => {
    const { observations } = await readOne(source, exchangeOf(WORKBOOK_URL, printed));
    expect(new Set(observations.filter((seen) => seen.status === "B").map((seen) => seen.period))).toEqual(new Set(["FY2019"]));
    expect(observations.filter((seen) => seen.period === "FY2019").every((seen) => seen.status === "B")).toBe(true);
  });

  it("keeps the printed fraction of FY2015 and reads the text '0' of FY2021 as zero", async () => {
    const { observations } = await readOne(source, exchangeOf(WORKBOOK_URL, printed));
    const georgia = seriesOf(observations, VISAS, "GEO", { visa_class: "M2" });
    expect([georgia.FY2015, georgia.FY2021]).toEqual([0.24, 0]);
    const cell = observations.find((seen) => seen.area === "GEO" && seen.period === "FY2021" && seen.dimensions.visa_class === "M2");
    expect(cell).toMatchObject({ raw: "0", locator: { kind: "xlsx", sheet: "FY21" } });
  });

  it("gives the printed grand total as the world, and no regional total", async () => {
    const { observations } = await readOne(source, exchangeOf(WORKBOOK_URL, printed));
    const students = (area: string) => seriesOf(observations, VISAS, area, { visa_class: "F1" }).FY2024 ?? 0;
    expect(students("WLD")).toBe(students("CHN") + students("TWN") + students("IND") + students("GEO"));
    expect(new Set(observations.map((seen) => seen.area))).toEqual(new Set(["CHN", "TWN", "IND", "GEO", "WLD"]));
  });

  it("leaves a blank cell without a number, never zero", async () => {
    const blank = await edited((grids) => {
      const row = rowOf(grids.FY24, "Georgia");
      row[columnOf(grids.FY24, "M2")] = null;
      return undefined;
    });
    const { observations, refusals } = await readOne(source, blank);
    expect(refusals).toEqual([]);
    expect(seriesOf(observations, VISAS, "GEO", { visa_class: "M2" })).not.toHaveProperty("FY2024");
    expect(seriesOf(observations, VISAS, "GEO", { visa_class: "M2" }).FY2023).toBe(0);
  });

  it("reads sheets in any order and columns in any order", async () => {
    const shuffled = await edited((grids) =>
      Object.fromEntries(
        Object.entries(grids)
          .reverse()
          .map(([name, grid]) => [name, grid.map((row) => (row.length > 1 ? [row[0] ?? null, ...row.slice(1).reverse()] : row))]),
      ),
    );
    const { observations, refusals } = await readOne(source, shuffled);
    expect(refusals).toEqual([]);
    const before = (await readOne(source, exchangeOf(WORKBOOK_URL, printed))).observations;
    const keyed = (list: typeof before) =>
      list.map((seen) => `${seen.area} ${seen.dimensions.visa_class} ${seen.period} ${seen.value}`).sort();
    expect(keyed(observations)).toEqual(keyed(before));
  });

  it("finds the workbook on the landing page by its pattern and reads no number there", async () => {
    const landing = exchangeOf(LANDING_URL, readFileSync(new URL("landing.html", FOLDER)), { headers: { "content-type": "text/html" } });
    expect(source.discover?.([landing])).toMatchObject([{ url: WORKBOOK_URL }]);
    expect(await readOne(source, landing)).toEqual({ exchange: 0, observations: [], refusals: [] });
  });
});

describe("state-niv-annual refuses what it cannot be sure of", () => {
  it("keeps out one renamed nationality and reads the rest", async () => {
    const { observations, refusals } = await readOne(
      source,
      await edited((grids) => {
        rowOf(grids.FY24, "Georgia")[0] = "Sakartvelo";
        return undefined;
      }),
    );
    expect(refusalTexts(refusals)).toEqual(['unknown_code (value): unknown value "Sakartvelo"']);
    expect(seriesOf(observations, VISAS, "GEO", { visa_class: "F1" })).not.toHaveProperty("FY2024");
    expect(seriesOf(observations, VISAS, "IND", { visa_class: "F1" }).FY2024).toBe(86067);
  });

  it("refuses the workbook when the row of China is lost", async () => {
    const lost = await refusals((grids) => {
      rowOf(grids.FY24, "China - mainland")[0] = "PRC";
      return undefined;
    });
    expect(lost).toEqual(["expectation_unmet (snapshot): FY24 has no row for China - mainland"]);
  });

  it("refuses the workbook when a class it cannot do without is renamed or gone", async () => {
    const renamed = await refusals((grids) => {
      sheet(grids, "FY24")[0]?.splice(columnOf(grids.FY24, "F1"), 1, "Students");
      return undefined;
    });
    expect(renamed).toEqual(["layout_changed (snapshot): FY24 has no column for F1"]);
    const gone = await refusals((grids) => {
      const at = columnOf(grids.FY24, "F1");
      return { ...grids, FY24: sheet(grids, "FY24").map((row) => row.toSpliced(at, 1)) };
    });
    expect(gone).toEqual(["layout_changed (snapshot): FY24 has no column for F1"]);
  });

  it("refuses the sheet when any other class is gone, because rows no longer add up", async () => {
    const gone = await refusals((grids) => {
      const at = columnOf(grids.FY97, "M-2");
      rowOf(grids.FY97, "Georgia")[at] = 1;
      return { ...grids, FY97: sheet(grids, "FY97").map((row) => row.toSpliced(columnOf(grids.FY97, "BCC"), 1)) };
    });
    expect(gone).toEqual([expect.stringMatching(/^total_mismatch \(snapshot\): FY97: \d of 7 columns and 4 of 4 rows do not add up/)]);
  });

  it("keeps out a new class nobody has reviewed and reads the others", async () => {
    const { observations, refusals } = await readOne(
      source,
      await edited((grids) => ({
        ...grids,
        FY24: sheet(grids, "FY24").map((row, at) => (row.length > 1 ? row.toSpliced(2, 0, at === 0 ? "W9" : 0) : row)),
      })),
    );
    expect(refusalTexts(refusals)).toEqual(['unknown_code (value): unknown visa class "W9"']);
    expect(refusals[0]?.locator).toEqual({ kind: "xlsx", sheet: "FY24", cell: "C1" });
    expect(seriesOf(observations, VISAS, "CHN", { visa_class: "F1" }).FY2024).toBe(82654);
  });

  it("refuses a class printed twice", async () => {
    const twice = await refusals((grids) => {
      sheet(grids, "FY24")[0]?.splice(columnOf(grids.FY24, "M2"), 1, "F-1");
      return undefined;
    });
    expect(twice).toEqual(["layout_changed (snapshot): FY24 has class F1 twice"]);
  });

  it("keeps out a class of a year whose nationalities do not add up to the printed totals", async () => {
    const { observations, refusals } = await readOne(
      source,
      await edited((grids) => {
        const row = rowOf(grids.FY24, "China - mainland");
        row[columnOf(grids.FY24, "F1")] = 826540;
        return undefined;
      }),
    );
    expect(refusalTexts(refusals)).toEqual([
      expect.stringMatching(/^total_mismatch \(value\): FY24, F1, "Totals for Asia": parts add up to \d+, printed is \d+/),
      expect.stringMatching(/^total_mismatch \(value\): FY24, F1, "Grand Total"/),
      expect.stringMatching(/^total_mismatch \(value\): FY24, "China - mainland"/),
    ]);
    expect(seriesOf(observations, VISAS, "CHN", { visa_class: "F1" })).not.toHaveProperty("FY2024");
    expect(seriesOf(observations, VISAS, "IND", { visa_class: "F1" })).not.toHaveProperty("FY2024");
    expect(seriesOf(observations, VISAS, "IND", { visa_class: "J1" }).FY2024).toBeTypeOf("number");
  });

  it("refuses the workbook when half the rows of a year are missing", async () => {
    const half = await refusals((grids) => ({
      ...grids,
      FY24: sheet(grids, "FY24").filter((row) => row[0] !== "India" && row[0] !== "Taiwan"),
    }));
    expect(half).toEqual([expect.stringMatching(/^total_mismatch \(snapshot\): FY24: \d of 6 columns and 0 of 2 rows do not add up/)]);
  });

  it("refuses the workbook when a year is missing, because all its numbers would read as withdrawn", async () => {
    const gap = await refusals(({ FY12, ...others }) => (FY12 === undefined ? {} : others));
    expect(gap).toEqual(["layout_changed (snapshot): FY13 is fiscal year 2013 where 2012 was due"]);
    const short = await refusals(({ FY24, ...others }) => (FY24 === undefined ? {} : others));
    expect(short).toEqual(["layout_changed (snapshot): the file's name promises FY2024, its last sheet is FY2023"]);
  });

  it("refuses a sheet whose corner names no year, or another than its tab", async () => {
    const corner = (text: string) =>
      refusals((grids) => {
        sheet(grids, "FY24")[0]?.splice(0, 1, text);
        return undefined;
      });
    expect(await corner("Nationality")).toEqual(["layout_changed (snapshot): A1 of FY24 does not name its fiscal year"]);
    expect(await corner("Calendar Year 2024")).toEqual(["layout_changed (snapshot): A1 of FY24 does not name its fiscal year"]);
    expect(await corner("Fiscal Year 2023")).toEqual(['layout_changed (snapshot): A1 of FY24 says "Fiscal Year 2023"']);
  });

  it("refuses the workbook when two classes change their headers, because one is a fraction of the other", async () => {
    const swapped = await refusals((grids) => {
      const top = sheet(grids, "FY24")[0] ?? [];
      const [students, trainees] = [columnOf(grids.FY24, "F1"), columnOf(grids.FY24, "M2")];
      top[students] = "M2";
      top[trainees] = "F1";
      return undefined;
    });
    expect(swapped).toEqual([expect.stringMatching(/^unit_changed \(snapshot\): FY2024 has \d+ visas of class F1, the year before \d+/)]);
  });

  it("prints a publisher's text in a message so that it cannot act or mislead", async () => {
    const hostile = await refusals((grids) => {
      rowOf(grids.FY24, "Georgia")[0] = "<script>\u202Egnihton";
      return undefined;
    });
    expect(hostile).toEqual(['unknown_code (value): unknown value "<script>[U+202E]gnihton"']);
    const tab = await refusals(({ FY24 = [], ...others }) => ({ ...others, "FY\u202E24": FY24.slice(0, -1) }));
    expect(tab).toEqual(["layout_changed (snapshot): FY[U+202E]24 has no grand total"]);
  });

  it("refuses the workbook when the newest year counts in thousands", async () => {
    const inThousands = await refusals((grids) => ({
      ...grids,
      FY24: sheet(grids, "FY24").map((row, at) => row.map((made) => (at > 0 && typeof made === "number" ? Math.round(made / 1000) : made))),
    }));
    expect(inThousands).toEqual([expect.stringMatching(/^(unit_changed|total_mismatch) \(snapshot\)/)]);
    const exactly = await refusals((grids) => ({
      ...grids,
      FY24: sheet(grids, "FY24").map((row, at) => row.map((made) => (at > 0 && typeof made === "number" ? made / 1000 : made))),
    }));
    expect(exactly).toEqual([expect.stringMatching(/^unit_changed \(snapshot\)/)]);
  });

  it("keeps out a fraction, a negative number and a word where visas are counted", async () => {
    const odd = async (made: Made) => {
      const found = await refusals((grids) => {
        rowOf(grids.FY24, "Georgia")[columnOf(grids.FY24, "M2")] = made;
        for (const total of ["Totals for Europe", "Grand Total"]) {
          const row = rowOf(grids.FY24, total);
          const at = columnOf(grids.FY24, "M2");
          if (typeof made === "number") row[at] = Number(row[at]) + made;
        }
        for (const label of ["Georgia", "Totals for Europe", "Grand Total"]) {
          const row = rowOf(grids.FY24, label);
          const at = columnOf(grids.FY24, "Grand Total");
          if (typeof made === "number") row[at] = Number(row[at]) + made;
        }
        return undefined;
      });
      return found;
    };
    expect(await odd(0.5)).toEqual(['not_a_number (value): FY24 GEO M2: "0.5" is no count of visas']);
    expect(await odd(-2)).toEqual(['not_a_number (value): FY24 GEO M2: "-2" is no count of visas']);
    expect(await odd("D")).toEqual(['not_a_number (value): "D" is not a number']);
  });

  it("says so when the publisher mends the fraction of FY2015", async () => {
    const mended = await refusals((grids) => {
      for (const label of ["Georgia", "Totals for Europe", "Grand Totals"]) {
        const row = rowOf(grids.FY15, label);
        for (const header of ["M-2", "Total Visas", "Grand Total"])
          row[columnOf(grids.FY15, header)] = Math.floor(Number(row[columnOf(grids.FY15, header)]));
      }
      return undefined;
    });
    expect(mended).toEqual(['expectation_unmet (value): FY15 GEO M2: prints "0", reviewed was "0.24"']);
  });

  it("refuses numbers on a heading, below the total, or in a row without a name", async () => {
    const heading = await refusals((grids) => {
      rowOf(grids.FY23, "Asia")[3] = 17;
      return undefined;
    });
    expect(heading).toEqual(['layout_changed (snapshot): the heading "Asia" has numbers: "17"']);
    const below = await refusals((grids) => ({ ...grids, FY23: [...sheet(grids, "FY23"), ["Unassigned", 1, 2, 3, 4, 5, 15]] }));
    expect(below).toEqual(['layout_changed (snapshot): "Unassigned" stands below the grand total']);
    const nameless = await refusals((grids) => ({ ...grids, FY23: sheet(grids, "FY23").toSpliced(3, 0, [null, 1, 2, 3, 4, 5, 15]) }));
    expect(nameless).toEqual(['layout_changed (snapshot): a row without nationality has numbers: "1"']);
  });

  it("takes zeros on a heading, as FY2023 has them", async () => {
    expect(
      await refusals((grids) => {
        rowOf(grids.FY23, "Asia").push(0, 0, 0);
        return undefined;
      }),
    ).toEqual([]);
  });

  it("refuses a sheet without its grand total", async () => {
    const without = await refusals((grids) => ({ ...grids, FY23: sheet(grids, "FY23").slice(0, -1) }));
    expect(without).toEqual(["layout_changed (snapshot): FY23 has no grand total"]);
  });

  it("refuses two rows for one area", async () => {
    const twice = await refusals((grids) => {
      rowOf(grids.FY24, "India")[0] = "China - Taiwan";
      return undefined;
    });
    expect(twice).toEqual(['layout_changed (snapshot): "Taiwan" is a second row for TWN']);
  });

  it("refuses a truncated workbook as unreadable", async () => {
    const { observations, refusals } = await readOne(source, exchangeOf(WORKBOOK_URL, printed.slice(0, printed.length / 2)));
    expect([observations, refusalTexts(refusals)]).toEqual([[], [expect.stringMatching(/^unreadable \(snapshot\)/)]]);
  });

  it("is not impressed by a range that claims 16,000 columns and a million rows", async () => {
    expect(new TextDecoder().decode(openZip(printed).read("xl/worksheets/sheet1.xml"))).toContain('<dimension ref="A1:XFD1048576"/>');
    expect((await readOne(source, exchangeOf(WORKBOOK_URL, printed))).refusals).toEqual([]);
  });

  it("refuses a number in a column without a class, however far out", async () => {
    const far = await refusals((grids) => {
      const row = rowOf(grids.FY24, "India");
      while (row.length < 16_383) row.push(null);
      row.push(9);
      return undefined;
    });
    expect(far).toEqual(['layout_changed (snapshot): "9" stands in a column without a class']);
  });
});

describe("state-niv-annual is not fooled by walls", () => {
  const WALL = "<!doctype html><title>Just a moment...</title><body>Enable JavaScript and cookies to continue</body>";
  const SORRY = "<html><body><h1>We are sorry</h1></body></html>";

  it.each([
    ["a challenge page with 200 for the workbook", exchangeOf(WORKBOOK_URL, WALL)],
    ["a challenge page with 403 for the workbook", exchangeOf(WORKBOOK_URL, WALL, { status: 403 })],
    ["an empty 200 for the workbook", exchangeOf(WORKBOOK_URL, "")],
    ["any other page for the workbook", exchangeOf(WORKBOOK_URL, SORRY)],
    ["a challenge page with 200 for the landing page", exchangeOf(LANDING_URL, WALL)],
    ["a 403 for the landing page", exchangeOf(LANDING_URL, SORRY, { status: 403 })],
    ["an empty 200 for the landing page", exchangeOf(LANDING_URL, "  \n")],
  ])("%s is blocked_by_site and nothing is read", async (_, exchange) => {
    const { observations, refusals } = await readOne(source, exchange);
    expect(observations).toEqual([]);
    expect(refusals).toMatchObject([{ code: "blocked_by_site", scope: "snapshot" }]);
  });

  it("says layout_changed when the landing page has no link, when the link leads to another site, and when the file is gone", async () => {
    const without = exchangeOf(LANDING_URL, `<html><body><h1>Nonimmigrant Visa Statistics</h1>${"<p>text</p>".repeat(50)}</body></html>`);
    const elsewhere = exchangeOf(
      LANDING_URL,
      `<html><body><a href="https://elsewhere.example/x/FYs97-24_NIVDetailTable.xlsx">Workbook</a></body></html>`,
    );
    for (const page of [without, elsewhere]) {
      expect((await readOne(source, page)).refusals).toMatchObject([{ code: "layout_changed" }]);
      expect(() => source.discover?.([page])).toThrow(/links no workbook/);
    }
    expect((await readOne(source, exchangeOf(WORKBOOK_URL, "gone", { status: 404 }))).refusals).toMatchObject([{ code: "layout_changed" }]);
  });

  it("refuses bytes that are not those recorded", async () => {
    const { refusals } = await readOne(source, { ...exchangeOf(WORKBOOK_URL, printed), sha256: "0".repeat(64) });
    expect(refusals).toMatchObject([{ code: "bytes_differ", scope: "snapshot" }]);
  });

  it("takes the newest of several workbooks", () => {
    const page = exchangeOf(
      LANDING_URL,
      `<a href="/a/FYs97-23_NIVDetailTable.xlsx">old</a><a href="/a/FYs97-25_NIVDetailTable.xlsx">new</a><a href="/a/FYs97-24_NIVDetailTable.pdf">pdf</a>`,
    );
    expect(source.discover?.([page])).toMatchObject([{ url: "https://travel.state.gov/a/FYs97-25_NIVDetailTable.xlsx" }]);
  });
});
