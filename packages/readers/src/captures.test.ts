import { load } from "cheerio";
import { readXlsx as readByHucre } from "hucre/xlsx";
import { describe, expect, it } from "vitest";
import { CAPTURES_PRESENT, capturedFiles } from "../testing/captures.ts";
import { readCsv } from "./csv/read-csv.ts";
import { readHtmlTables } from "./html/read-html.ts";
import { columnNumber } from "./table/columns.ts";
import { readXlsx } from "./xlsx/read-xlsx.ts";

describe.runIf(CAPTURES_PRESENT)("the publishers' own files", () => {
  it.each(capturedFiles("xlsx"))("$name: every cell reads as an independent reader reads it", async ({ bytes }) => {
    const theirs = await readByHucre(bytes);
    const ours = await readXlsx(bytes);
    expect(ours.sheets.map((sheet) => sheet.name)).toEqual(theirs.sheets.map((sheet) => sheet.name));
    for (const [index, sheet] of ours.sheets.entries()) {
      const expected = (theirs.sheets[index]?.rows ?? []).flatMap((row, r) =>
        row.flatMap((value, c) => (value === null ? [] : [`${r + 1},${c + 1}:${shown(value)}`])),
      );
      const found = sheet.rows.flatMap((row) =>
        row.cells.map((cell) => `${row.row},${cell.locator.kind === "xlsx" ? columnNumber(cell.locator.cell) : 0}:${cell.text}`),
      );
      expect(found.join("\n") === expected.join("\n"), `${sheet.name}: cells differ`).toBe(true);
    }
  });

  it.each(capturedFiles("csv"))("$name is read without loss: its cells, written again, are its bytes", ({ bytes }) => {
    const table = readCsv(bytes);
    const lines = new TextDecoder().decode(bytes).split(/\n/);
    const misplaced = [...table.preamble, ...table.rows].filter((row) => {
      const printed = (lines[row.line - 1] ?? "").replace(/^"/, "");
      const first = row.cells[0]?.text.split("\n")[0] ?? "";
      return !printed.startsWith(first) && !printed.startsWith(first.replaceAll('"', '""'));
    });
    expect(misplaced).toEqual([]);
    const written = [table.header, ...table.rows.map((row) => row.cells)].map((cells) =>
      cells.map((cell) => cell.text.replaceAll('"', "")).join(","),
    );
    const text = new TextDecoder().decode(bytes).replaceAll('"', "").replaceAll("\r\n", "\n").replace(/\n+$/, "").replace(/\n\n/g, "\n");
    expect(written.join("\n").replaceAll("\r\n", "\n").replace(/\n\n/g, "\n") === text).toBe(true);
  });

  it.each(capturedFiles("html"))("$name: every table cell reads as a browser's parser reads it", ({ bytes }) => {
    const $ = load(Buffer.from(bytes));
    const theirs = $("table")
      .toArray()
      .map((table) =>
        $(table)
          .find("tr")
          .toArray()
          .map((row) =>
            $(row)
              .children("td, th")
              .toArray()
              .map((cell) => words($(cell).text())),
          ),
      );
    const ours = readHtmlTables(bytes).map((table) => [
      ...table.banner.map((row) => [words(row.cells[0]?.text ?? "")]),
      table.header.map((cell) => words(cell.text)),
      ...table.rows.map((row) => row.cells.map((cell) => words(cell.text))),
    ]);
    expect(ours).toEqual(theirs);
  });
});

/** White space apart, which the two parsers part at `<br>` differently. */
function words(text: string): string {
  return text.replace(/\s+/g, "");
}

function shown(value: unknown): string {
  if (value instanceof Date)
    return value
      .toISOString()
      .replace(/T00:00:00\.000Z$/, "")
      .replace(/\.000Z$/, "");
  return typeof value === "boolean" ? String(value).toUpperCase() : String(value);
}
