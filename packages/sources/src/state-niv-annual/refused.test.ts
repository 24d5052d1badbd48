import { columnLetters } from "@talent/readers/table/columns";
import { openZip } from "@talent/readers/zip/open-zip";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exchangeOf, readSnapshot, refusalTexts, valuesByPeriod } from "../../testing/exchanges.ts";
import {
  columnOf,
  editedWorkbook,
  fixtureWorkbook,
  refusalsOf as refusals,
  rowOf,
  sheetRows,
  VISAS,
  WORKBOOK_URL,
} from "../../testing/niv-annual-workbook.ts";
import { type CellContent, gridsOf } from "../../testing/workbook.ts";
import { source } from "./source.ts";

describe("state-niv-annual refuses what it cannot be sure of", () => {
  it("leaves out one renamed nationality and reads the rest", async () => {
    const { observations, refusals } = await readSnapshot(
      source,
      await editedWorkbook((grids) => {
        rowOf(grids.FY24, "Georgia")[0] = "Sakartvelo";
        return undefined;
      }),
    );
    expect(refusalTexts(refusals)).toEqual(['unknown_code (value): unknown value "Sakartvelo"']);
    expect(valuesByPeriod(observations, VISAS, "GEO", { visa_class: "F1" })).not.toHaveProperty("FY2024");
    expect(valuesByPeriod(observations, VISAS, "IND", { visa_class: "F1" }).FY2024).toBe(86067);
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
      sheetRows(grids, "FY24")[0]?.splice(columnOf(grids.FY24, "F1"), 1, "Students");
      return undefined;
    });
    expect(renamed).toEqual(["layout_changed (snapshot): FY24 has no column for F1"]);
    const gone = await refusals((grids) => {
      const at = columnOf(grids.FY24, "F1");
      return { ...grids, FY24: sheetRows(grids, "FY24").map((row) => row.toSpliced(at, 1)) };
    });
    expect(gone).toEqual(["layout_changed (snapshot): FY24 has no column for F1"]);
  });

  it("refuses the sheet when any other class is gone, because rows no longer add up", async () => {
    const gone = await refusals((grids) => {
      const at = columnOf(grids.FY97, "M-2");
      rowOf(grids.FY97, "Georgia")[at] = 1;
      return { ...grids, FY97: sheetRows(grids, "FY97").map((row) => row.toSpliced(columnOf(grids.FY97, "BCC"), 1)) };
    });
    expect(gone).toEqual([expect.stringMatching(/^total_mismatch \(snapshot\): FY97: \d of 7 columns and 4 of 4 rows do not add up/)]);
  });

  it("leaves out an unreviewed new class and reads the others", async () => {
    const { observations, refusals } = await readSnapshot(
      source,
      await editedWorkbook((grids) => ({
        ...grids,
        FY24: sheetRows(grids, "FY24").map((row, at) => (row.length > 1 ? row.toSpliced(2, 0, at === 0 ? "W9" : 0) : row)),
      })),
    );
    expect(refusalTexts(refusals)).toEqual(['unknown_code (value): unknown visa class "W9"']);
    expect(refusals[0]?.locator).toEqual({ kind: "xlsx", sheet: "FY24", cell: "C1" });
    expect(valuesByPeriod(observations, VISAS, "CHN", { visa_class: "F1" }).FY2024).toBe(82654);
  });

  it("refuses a class printed twice", async () => {
    const twice = await refusals((grids) => {
      sheetRows(grids, "FY24")[0]?.splice(columnOf(grids.FY24, "M2"), 1, "F-1");
      return undefined;
    });
    expect(twice).toEqual(["layout_changed (snapshot): FY24 has class F1 twice"]);
  });

  it("leaves out a class of a year whose nationalities do not add up to the printed totals", async () => {
    const { observations, refusals } = await readSnapshot(
      source,
      await editedWorkbook((grids) => {
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
    expect(valuesByPeriod(observations, VISAS, "CHN", { visa_class: "F1" })).not.toHaveProperty("FY2024");
    expect(valuesByPeriod(observations, VISAS, "IND", { visa_class: "F1" })).not.toHaveProperty("FY2024");
    expect(valuesByPeriod(observations, VISAS, "IND", { visa_class: "J1" }).FY2024).toBeTypeOf("number");
  });

  it("never gives a number that was changed alone, whichever it is", async () => {
    const places = fc.record({
      year: fc.integer({ min: 1997, max: 2024 }),
      label: fc.constantFrom("China - mainland", "India", "Georgia"),
      column: fc.integer({ min: 1, max: 5 }),
      by: fc.integer({ min: -9, max: 9 }).filter((by) => by !== 0),
    });
    await fc.assert(
      fc.asyncProperty(places, async ({ year, label, column, by }) => {
        const name = `FY${String(year).slice(2)}`;
        const changed = await editedWorkbook((grids) => {
          const row = rowOf(grids[name], label);
          row[column] = Number(row[column]) + by;
          return undefined;
        });
        const { observations } = await readSnapshot(source, changed);
        const cell = `${columnLetters(column + 1)}${1 + sheetRows(await gridsOf(fixtureWorkbook), name).findIndex((row) => row[0] === label)}`;
        const given = observations.filter(({ locator }) => locator.kind === "xlsx" && locator.sheet === name && locator.cell === cell);
        expect(given).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  it("refuses the workbook when half the rows of a year are missing", async () => {
    const half = await refusals((grids) => ({
      ...grids,
      FY24: sheetRows(grids, "FY24").filter((row) => row[0] !== "India" && row[0] !== "Taiwan"),
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
        sheetRows(grids, "FY24")[0]?.splice(0, 1, text);
        return undefined;
      });
    expect(await corner("Nationality")).toEqual(["layout_changed (snapshot): A1 of FY24 does not name its fiscal year"]);
    expect(await corner("Fiscal Year 2024 (thousands)")).toEqual(["layout_changed (snapshot): A1 of FY24 does not name its fiscal year"]);
    expect(await corner("Calendar Year 2024")).toEqual([
      expect.stringMatching(/^period_kind_changed \(snapshot\): A1 of FY24 says "Calendar Year 2024"/),
    ]);
    expect(await corner("Fiscal Year 2023")).toEqual(['layout_changed (snapshot): A1 of FY24 says "Fiscal Year 2023"']);
  });

  it("refuses the workbook when two classes change their headers, because one is a fraction of the other", async () => {
    const swapped = await refusals((grids) => {
      const top = sheetRows(grids, "FY24")[0] ?? [];
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
      FY24: sheetRows(grids, "FY24").map((row, at) =>
        row.map((made) => (at > 0 && typeof made === "number" ? Math.round(made / 1000) : made)),
      ),
    }));
    expect(inThousands).toEqual([expect.stringMatching(/^(unit_changed|total_mismatch) \(snapshot\)/)]);
    const exactly = await refusals((grids) => ({
      ...grids,
      FY24: sheetRows(grids, "FY24").map((row, at) => row.map((made) => (at > 0 && typeof made === "number" ? made / 1000 : made))),
    }));
    expect(exactly).toEqual([expect.stringMatching(/^unit_changed \(snapshot\)/)]);
  });

  it("leaves out a fraction, a negative number and a word where visas are counted", async () => {
    const odd = async (made: CellContent) => {
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
    const below = await refusals((grids) => ({ ...grids, FY23: [...sheetRows(grids, "FY23"), ["Unassigned", 1, 2, 3, 4, 5, 15]] }));
    expect(below).toEqual(['layout_changed (snapshot): "Unassigned" stands below the grand total']);
    const nameless = await refusals((grids) => ({ ...grids, FY23: sheetRows(grids, "FY23").toSpliced(3, 0, [null, 1, 2, 3, 4, 5, 15]) }));
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
    const without = await refusals((grids) => ({ ...grids, FY23: sheetRows(grids, "FY23").slice(0, -1) }));
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
    const { observations, refusals } = await readSnapshot(
      source,
      exchangeOf(WORKBOOK_URL, fixtureWorkbook.slice(0, fixtureWorkbook.length / 2)),
    );
    expect([observations, refusalTexts(refusals)]).toEqual([[], [expect.stringMatching(/^unreadable \(snapshot\)/)]]);
  });

  it("is not impressed by a range that claims 16,000 columns and a million rows", async () => {
    expect(new TextDecoder().decode(openZip(fixtureWorkbook).read("xl/worksheets/sheet1.xml"))).toContain(
      '<dimension ref="A1:XFD1048576"/>',
    );
    expect((await readSnapshot(source, exchangeOf(WORKBOOK_URL, fixtureWorkbook))).refusals).toEqual([]);
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
