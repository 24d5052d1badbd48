import type { Locator } from "@talent/core/observation/locator";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { workbook } from "../../testing/archives.ts";
import { CAPTURES_PRESENT, capturedFiles } from "../../testing/captures.ts";
import { readCsv, readCsvRows } from "../csv/read-csv.ts";
import { readHtmlTables } from "../html/read-html.ts";
import { jsonRows, readJson } from "../json/read-json.ts";

import { filterRows, type RowFilter, rowsLocator } from "../table/row-filter.ts";
import { readXlsx } from "../xlsx/read-xlsx.ts";
import { resolveLocator, resolveLocators } from "./locate.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
const csv = utf8('name,"no\nte",n\na,"x\ny",1\nb,z,"2,000"\n');
const page = utf8("<table id=t><tr><th>Country<th>Share<tr><td>China<td>40.5%</table>");
const json = utf8('[{"value":2.50},{"value":null}]');
const book = workbook({ sheets: { FY97: '<row r="3"><c r="AB3"><v>11909</v></c></row>', Other: "" } });

describe("a locator", () => {
  it.each<[string, Uint8Array, Locator, string]>([
    ["CSV", csv, { kind: "csv", line: 3, column: 2 }, "x\ny"],
    ["CSV", csv, { kind: "csv", line: 5, column: 3 }, "2,000"],
    ["HTML", page, { kind: "html", selector: "table#t", row: 2, column: "Share" }, "40.5%"],
    ["JSON", json, { kind: "json", pointer: "/0/value" }, "2.50"],
    ["XLSX", book, { kind: "xlsx", sheet: "FY97", cell: "AB3" }, "11909"],
  ])("in %s leads to the printed text", async (_, bytes, locator, text) => {
    expect(await resolveLocator(bytes, locator)).toEqual({ text });
  });

  it.each<[string, Uint8Array, Locator]>([
    ["a line inside a record", csv, { kind: "csv", line: 4, column: 1 }],
    ["a column past the row", csv, { kind: "csv", line: 5, column: 4 }],
    ["another header", page, { kind: "html", selector: "table#t", row: 2, column: "Pct" }],
    ["a row past the table", page, { kind: "html", selector: "table#t", row: 3, column: "Share" }],
    ["another table", page, { kind: "html", selector: "table#u", row: 2, column: "Share" }],
    ["an empty cell", book, { kind: "xlsx", sheet: "FY97", cell: "A3" }],
    ["a cell that is no address", book, { kind: "xlsx", sheet: "FY97", cell: "__proto__" }],
    ["another sheet", book, { kind: "xlsx", sheet: "FY98", cell: "AB3" }],
    ["another pointer", json, { kind: "json", pointer: "/2/value" }],
  ])("that leads to %s is refused", async (_, bytes, locator) => {
    await expect(resolveLocator(bytes, locator)).rejects.toMatchObject({ code: "layout_changed" });
  });

  it("into a page of what is no PDF is refused", async () => {
    await expect(resolveLocator(utf8("%PDF"), { kind: "pdf", page: 1, line: 1, column: 1 })).rejects.toMatchObject({ code: "unreadable" });
  });
});

describe("a count over rows", () => {
  const models = utf8("Model,Country,Date\nA,China,2023-05-01\nB,China,2024-01-01\nC,China,2023-07-01\n");
  const filter: RowFilter = [
    { column: "Country", op: "has", value: "China" },
    { column: "Date", op: "year", value: 2023 },
  ];
  const locator = rowsLocator(filter, filterRows(filter, readCsvRows(models)));

  it("is counted again from the bytes", async () => {
    expect(locator).toMatchObject({ count: 2, lines: [2, 4], where: '"Country" has "China" and "Date" is of year 2023' });
    expect(await resolveLocator(models, locator)).toEqual({ text: "2" });
  });

  it("of nothing is zero, and still names its filter", async () => {
    const none: RowFilter = [{ column: "Country", op: "has", value: "Atlantis" }];
    expect(await resolveLocator(models, rowsLocator(none, filterRows(none, readCsvRows(models))))).toEqual({ text: "0" });
  });

  it.each([
    ["another count", { ...locator, count: 3 }],
    ["other lines", { ...locator, lines: [2, 3] }],
    ["another digest", { ...locator, digest: `sha256:${"0".repeat(64)}` }],
    ["another filter", { ...locator, where: '"Country" has "China"' }],
  ])("with %s is refused", async (_, forged) => {
    await expect(resolveLocator(models, forged)).rejects.toMatchObject({ code: "bytes_differ" });
  });

  it("is refused on other bytes, even where the number is the same", async () => {
    const edited = utf8(new TextDecoder().decode(models).replace("C,China", "D,China"));
    await expect(resolveLocator(edited, locator)).rejects.toMatchObject({
      code: "bytes_differ",
      message: "2 rows meet the filter, and they are not the 2 that were counted",
    });
  });

  it("works on a named sheet, on the only sheet, and on a JSON array", async () => {
    const rows = '<row r="1"><c t="str"><v>R</v></c></row><row r="2"><c><v>5</v></c></row>';
    const under: RowFilter = [{ column: "R", op: "at_most", value: 9 }];
    const two = workbook({ sheets: { A: rows, B: "" } });
    const one = workbook({ sheets: { A: rows } });
    const matched = filterRows(under, (await readXlsx(one)).sheets[0]?.rows ?? []);
    expect(await resolveLocator(two, rowsLocator(under, matched, "A"))).toEqual({ text: "1" });
    expect(await resolveLocator(one, rowsLocator(under, matched))).toEqual({ text: "1" });
    await expect(resolveLocator(two, rowsLocator(under, matched))).rejects.toMatchObject({ code: "layout_changed" });
    const list = utf8('{"data":[{"R":1},{"R":10}]}');
    expect(await resolveLocator(list, rowsLocator(under, filterRows(under, jsonRows(readJson(list), "/data")), "/data"))).toEqual({
      text: "1",
    });
  });
});

describe("many locators", () => {
  it("of any CSV file lead back to the cells they came from", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.string({ unit: fc.constantFrom("a", "b", ",", "\n", '"') }), { minLength: 2, maxLength: 4 }), {
          minLength: 1,
          maxLength: 6,
        }),
        async (rows) => {
          const bytes = utf8(rows.map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join(",")).join("\n"));
          const cells = readCsvRows(bytes).flatMap((row) => row.cells);
          expect(
            await resolveLocators(
              bytes,
              cells.map((cell) => cell.locator),
            ),
          ).toEqual(rows.flat());
        },
      ),
    );
  });

  it.runIf(CAPTURES_PRESENT)(
    "of one captured file of every source and kind lead back to their cells",
    async () => {
      const files = ["csv", "html", "xlsx"].flatMap((kind) => [
        ...new Map(capturedFiles(kind).map((file) => [file.name.split("/")[0], file])).values(),
      ]);
      for (const { name, bytes } of files) {
        const all = name.endsWith("csv")
          ? readCsv(bytes).rows.flatMap((row) => row.cells)
          : name.endsWith("html")
            ? readHtmlTables(bytes).flatMap((table) => table.rows.flatMap((row) => row.cells))
            : (await readXlsx(bytes)).sheets.flatMap((sheet) => sheet.rows.flatMap((row) => row.cells));
        const cells = all.filter((_, index) => index % 3 === 0);
        const texts = await resolveLocators(
          bytes,
          cells.map((cell) => cell.locator),
        );
        expect(
          texts.findIndex((text, index) => text !== cells[index]?.text),
          name,
        ).toBe(-1);
      }
    },
    60_000,
  );
});
