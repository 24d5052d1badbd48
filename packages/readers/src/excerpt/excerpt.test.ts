import type { Locator } from "@talent/core/observation/locator";
import { describe, expect, it } from "vitest";
import { workbook } from "../../testing/archives.ts";
import { readCsvRows } from "../csv/read-csv.ts";
import { filterRows, type RowFilter, rowsLocator } from "../table/row-filter.ts";
import { excerptAround } from "./excerpt.ts";
import { excerptInSandbox } from "./excerpt-in-sandbox.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
const shown = (rows: readonly { label: string; cells: readonly { text: string; highlighted: boolean }[] }[]) =>
  rows.map((row) => [row.label, ...row.cells.map((cell) => (cell.highlighted ? `>${cell.text}<` : cell.text))]);

describe("an excerpt", () => {
  it("shows the cells around a CSV number, under the header below the title, with the first column", async () => {
    const wide = Array.from({ length: 12 }, (_, column) => `c${column + 1}`).join(",");
    const row = (name: string) => `${name},${Array.from({ length: 11 }, (_, column) => `${name}${column + 2}`).join(",")}`;
    const bytes = utf8(`"Title, of the file"\n\n${wide}\n${["a", "b", "c", "d"].map(row).join("\n")}\n`);
    const excerpt = await excerptAround(bytes, { kind: "csv", line: 5, column: 8 }, { rows: 1, columns: 2 });
    const top = await excerptAround(bytes, { kind: "csv", line: 4, column: 1 }, { rows: 1 });
    expect(top.rows.map((shownRow) => shownRow.label)).toEqual(["line 4", "line 5"]);
    expect(excerpt.header).toEqual(["c1", "c6", "c7", "c8", "c9", "c10"]);
    expect(shown(excerpt.rows)).toEqual([
      ["line 4", "a", "a6", "a7", "a8", "a9", "a10"],
      ["line 5", "b", "b6", "b7", ">b8<", "b9", "b10"],
      ["line 6", "c", "c6", "c7", "c8", "c9", "c10"],
    ]);
    expect(excerpt.printed).toBe("b8");
    expect(excerpt.note).toBeUndefined();
  });

  it("shows the cells around a workbook's number, absent ones blank, headers without text as letters", async () => {
    const row = (number: number, cells: Record<string, string>) =>
      `<row r="${number}">${Object.entries(cells)
        .map(([column, text]) => `<c r="${column}${number}" t="str"><v>${text}</v></c>`)
        .join("")}</row>`;
    const sheet =
      row(1, { A: "FY 2024" }) +
      row(3, { A: "Nationality", C: "F-1", D: "J-1" }) +
      row(4, { A: "Chad", B: "0", C: "5" }) +
      row(9, { A: "China - mainland", B: "1", C: "82,654" });
    const excerpt = await excerptAround(workbook({ sheets: { FY24: sheet } }), { kind: "xlsx", sheet: "FY24", cell: "C9" }, { rows: 1 });
    expect(excerpt.header).toEqual(["Nationality", "B", "F-1"]);
    expect(shown(excerpt.rows)).toEqual([
      ["row 4", "Chad", "0", "5"],
      ["row 9", "China - mainland", "1", ">82,654<"],
    ]);
  });

  it("shows the rows around an HTML cell", async () => {
    const page = utf8(
      "<table><tr><td colspan=2>unit:person<tr><td>&nbsp;<td>Graduates<tr><td>PhD<td>53778<tr><td>Master<td>497744</table>",
    );
    const excerpt = await excerptAround(page, { kind: "html", selector: "table", row: 3, column: "Graduates" });
    expect(excerpt.header).toEqual(["column 1", "Graduates"]);
    expect(shown(excerpt.rows)).toEqual([
      ["row 1", "unit:person", "unit:person"],
      ["row 3", "PhD", ">53778<"],
      ["row 4", "Master", "497744"],
    ]);
  });

  it("shows the siblings of a JSON value", async () => {
    const json = utf8('[{"country":{"id":"CN"},"date":"2022","value":2.4950,"unit":""}]');
    const excerpt = await excerptAround(json, { kind: "json", pointer: "/0/value" });
    expect(shown(excerpt.rows)).toEqual([
      ["country", "…"],
      ["date", "2022"],
      ["value", ">2.4950<"],
      ["unit", ""],
    ]);
    expect((await excerptAround(utf8("7"), { kind: "json", pointer: "" })).printed).toBe("7");
  });

  it("is inert: what could act or mislead is shown instead, and long cells are cut", async () => {
    const bytes = utf8(`name,value\n"<script>alert(1)</script>\u202Etxt\u0007\n=cmd|","${"9".repeat(5000)}"\n`);
    const excerpt = await excerptAround(bytes, { kind: "csv", line: 2, column: 2 });
    expect(excerpt.rows[0]?.cells[0]?.text).toBe("<script>alert(1)</script>[U+202E]txt␇ =cmd|");
    expect(excerpt.printed).toHaveLength(200);
    expect(excerpt.rows[0]?.cells[1]).toEqual({ text: `${"9".repeat(199)}…`, highlighted: true });
  });

  it("is bounded, whatever size is requested", async () => {
    const bytes = utf8(`${Array.from({ length: 500 }, () => Array.from({ length: 300 }, () => "1").join(",")).join("\n")}\n`);
    const excerpt = await excerptAround(bytes, { kind: "csv", line: 250, column: 150 }, { rows: 1e9, columns: 1e9 });
    expect(excerpt.rows).toHaveLength(41);
    expect(excerpt.rows[0]?.cells).toHaveLength(42);
  });

  it.each<Locator>([
    { kind: "csv", line: 9, column: 1 },
    { kind: "csv", line: 2, column: 9 },
    { kind: "json", pointer: "/0" },
    { kind: "html", selector: "table", row: 1, column: "a" },
    { kind: "pdf", page: 1, line: 1, column: 1 },
  ])("of nothing is refused: %j", async (locator) => {
    await expect(excerptAround(utf8("a,b\n1,2\n"), locator)).rejects.toMatchObject({
      code: expect.stringMatching(/layout_changed|unreadable/),
    });
  });
});

describe("the excerpt of a count", () => {
  const bytes = utf8("Model,Country\nA,China\nB,France\nC,China\nD,China\n");
  const filter: RowFilter = [{ column: "Country", op: "has", value: "China" }];
  const locator = rowsLocator(filter, filterRows(filter, readCsvRows(bytes)));

  it("names filter, count and digest, and by default no row", async () => {
    expect(await excerptAround(bytes, locator)).toEqual({
      header: null,
      rows: [],
      printed: "3",
      note: `3 rows meet the filter: "Country" has "China". Digest of their texts: ${locator.digest}.`,
    });
  });

  it("shows the first rows where the licence allows", async () => {
    const excerpt = await excerptAround(bytes, locator, { includeRows: true, rows: 2, columns: 0 });
    expect(excerpt.header).toEqual(["Model"]);
    expect(shown(excerpt.rows)).toEqual([
      ["line 2", "A"],
      ["line 4", "C"],
    ]);
  });

  it("comes out of a sandboxed child the same", async () => {
    expect(await excerptInSandbox(bytes, locator, { includeRows: true })).toEqual(
      await excerptAround(bytes, locator, { includeRows: true }),
    );
    await expect(excerptInSandbox(bytes, { kind: "csv", line: 99, column: 1 })).rejects.toMatchObject({
      code: "layout_changed",
      locator: { kind: "csv", line: 99, column: 1 },
    });
  });
});
