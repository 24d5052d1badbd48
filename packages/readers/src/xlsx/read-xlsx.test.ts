import { RefusalError } from "@talent/core/capture/errors";
import { describe, expect, it } from "vitest";
import { type MadeWorkbook, workbook, workbookEntries, zipArchive } from "../../testing/archives.ts";
import { cpuMs } from "../../testing/processor-time.ts";
import { openXlsx, readXlsx, sheetNamed } from "./read-xlsx.ts";

const one = (rows: string, more: Partial<MadeWorkbook> = {}) => workbook({ sheets: { S: rows }, ...more });

async function cells(bytes: Uint8Array): Promise<Record<string, string | [string, number]>> {
  const { sheets } = await readXlsx(bytes);
  const all = sheets.flatMap((sheet) => sheet.rows.flatMap((row) => row.cells));
  return Object.fromEntries(
    all.map((cell) => [
      cell.locator.kind === "xlsx" ? cell.locator.cell : "?",
      cell.number === undefined ? cell.text : [cell.text, cell.number],
    ]),
  );
}

async function refusal(bytes: Uint8Array, limits = {}): Promise<RefusalError> {
  const before = cpuMs();
  const error = await readXlsx(bytes, limits).then(
    () => new Error("nothing was refused"),
    (caught: unknown) => caught,
  );
  expect(error).toBeInstanceOf(RefusalError);
  expect(cpuMs() - before).toBeLessThan(2000);
  return error as RefusalError;
}

describe("a workbook", () => {
  it("gives every cell with a value: text as stored, numbers in their shortest text, truth, errors, rich and inline text", async () => {
    const rows = `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>18.100000000000001</v></c><c r="C1" s="0"/><c r="D1" t="b"><v>1</v></c><c r="E1" t="e"><v>#REF!</v></c></row>
      <row r="3"><c r="B3" t="inlineStr"><is><r><t>in</t></r><r><rPr/><t xml:space="preserve"> line </t></r></is></c><c r="C3" t="s"><v>1</v></c><c r="D3" t="s"><v>2</v></c><c r="E3"><v>1.2E-7</v></c></row>`;
    const strings = ["<t>  501-510</t>", "<r><t>China</t></r><r><t>a</t></r><rPh><t>guide</t></rPh>", "<t>0</t>"];
    expect(await cells(one(rows, { strings }))).toEqual({
      A1: "  501-510",
      B1: ["18.1", 18.1],
      D1: "TRUE",
      E1: "#REF!",
      B3: "in line ",
      C3: "Chinaa",
      D3: "0",
      E3: ["1.2e-7", 1.2e-7],
    });
  });

  it("finds rows and cells by number, absent ones as undefined, and names its sheets in order", async () => {
    const book = await readXlsx(
      workbook({ sheets: { FY18: '<row r="2"><c r="B2"><v>7</v></c><c r="D2"><v>9</v></c></row>', "FY19 &amp; more": "" } }),
    );
    expect(book.sheets.map((sheet) => sheet.name)).toEqual(["FY18", "FY19 & more"]);
    const row = sheetNamed(book, "FY18").row(2);
    expect([1, 2, 3, 4, 5].map((column) => row?.at(column)?.text)).toEqual([undefined, "7", undefined, "9", undefined]);
    expect(row?.at(4)?.locator).toEqual({ kind: "xlsx", sheet: "FY18", cell: "D2" });
    expect(sheetNamed(book, "FY18").row(1)).toBeUndefined();
    expect(() => sheetNamed(book, "FY20")).toThrow(
      expect.objectContaining({ code: "layout_changed", message: 'there is no sheet "FY20", only "FY18", "FY19 & more"' }),
    );
  });

  it("opened for one sheet reads that one only", async () => {
    const bytes = workbook({ sheets: { good: "<row><c><v>5</v></c></row>", bad: "<row><c><v>x</v></c></row>" } });
    const book = openXlsx(bytes);
    expect(book.names).toEqual(["good", "bad"]);
    expect(book.sheet("good").row(1)?.at(1)?.text).toBe("5");
    expect(book.sheet("good")).toBe(book.sheet("good"));
    expect(() => book.sheet("bad")).toThrow(/holds no number/);
    expect(() => book.sheet("none")).toThrow('there is no sheet "none", only "good", "bad"');
    expect(() => openXlsx(bytes, { maxCells: 0 }).sheet("good")).toThrow(/more than 0 cells/);
  });

  it("never evaluates a formula: the cached value counts, and without one there is none", async () => {
    const rows =
      '<row r="1"><c r="A1"><f>1+1</f><v>3</v></c><c r="B1"><f>SUM(A1:A9)</f></c><c r="C1" t="str"><f>WEBSERVICE("http://x")</f><v>cached</v></c><c r="D1"><f>1</f><v></v></c></row>';
    expect(await cells(one(rows))).toEqual({ A1: ["3", 3], C1: "cached" });
  });

  it("gives dates as ISO text with their serial, in both date systems", async () => {
    const formats = [14, "yyyy\\-mm\\-dd hh:mm", '[Red]#,##0 "days"', "[h]:mm", 0, "[$-409]d\\-mmm\\-yy;@"];
    const values = [
      [45292, 0],
      [45292.5625, 1],
      [45292, 2],
      [1.5, 3],
      [45292, 4],
      [61, 5],
      [60, 0],
      [59, 0],
      [1, 0],
      [0, 0],
      [0.5, 1],
      [-1, 0],
      [2958466, 0],
    ];
    const row = `<row r="1">${values.map(([value, style], index) => `<c r="${String.fromCharCode(65 + index)}1" s="${style}"><v>${value}</v></c>`).join("")}</row>`;
    const texts = async (date1904: boolean) => Object.values(await cells(one(row, { formats, date1904 }))).map((cell) => cell[0]);
    expect(await texts(false)).toEqual([
      "2024-01-01",
      "2024-01-01T13:30:00",
      "45292",
      "1.5",
      "45292",
      "1900-03-01",
      "1900-02-29",
      "1900-02-28",
      "1900-01-01",
      "1900-01-00",
      "12:00:00",
      "-1",
      "2958466",
    ]);
    expect((await texts(true)).slice(0, 7)).toEqual([
      "2028-01-02",
      "2028-01-02T13:30:00",
      "45292",
      "1.5",
      "45292",
      "1904-03-02",
      "1904-03-01",
    ]);
  });

  it("with a far cell and a claimed range of the whole grid costs what its cells cost", async () => {
    const before = cpuMs();
    expect(await cells(one('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'))).toEqual({
      A1: ["1", 1],
      XFD1048576: ["2", 2],
    });
    expect(cpuMs() - before).toBeLessThan(500);
  });

  it("leaves an archive inside the archive closed", async () => {
    const bytes = one("<row><c><v>5</v></c></row>", {
      more: [{ name: "xl/embeddings/inner.xlsx", packed: Uint8Array.of(1, 2, 3), size: 5000 }],
    });
    expect(await cells(bytes)).toEqual({ A1: ["5", 5] });
  });

  it("decodes what XML cannot hold, and stores neither NUL nor lone surrogates", async () => {
    expect(await cells(one('<row><c t="inlineStr"><is><t>a_x000D_b_x0000_c_xD800_d</t></is></c></row>'))).toEqual({
      A1: "a\rb\uFFFDc\uFFFDd",
    });
  });

  it("written with prefixes or in UTF-16 reads the same", async () => {
    const entries = workbookEntries({ sheets: { S: "" } });
    const sheet = '<x:worksheet xmlns:x="m"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>4</x:v></x:c></x:row></x:sheetData></x:worksheet>';
    const spoil = (data: string | Uint8Array) =>
      zipArchive(entries.map((entry) => (entry.name.endsWith("sheet1.xml") ? { ...entry, data } : entry)));
    expect(await cells(spoil(sheet))).toEqual({ A1: ["4", 4] });
    expect(await cells(spoil(Buffer.from(`\uFEFF${sheet}`, "utf16le")))).toEqual({ A1: ["4", 4] });
  });
});

describe("a hostile workbook", () => {
  it.each([
    ["a text index outside the table", '<row r="2"><c r="C2" t="s"><v>7</v></c></row>', "C2", /outside the workbook's text table/],
    ["a negative text index", '<row><c t="s"><v>-1</v></c></row>', "A1", /text table/],
    ["a text index that is no number", '<row><c t="s"><v>__proto__</v></c></row>', "A1", /text table/],
    ["a number past a double", "<row><c><v>1e309</v></c></row>", "A1", /holds no number/],
    ["NaN", '<row><c r="B1"><v>NaN</v></c></row>', "B1", /holds no number/],
    ["a cell twice", '<row r="1"><c r="B1"><v>1</v></c><c r="B1"><v>2</v></c></row>', "B1", /repeated/],
    ["a cell of another row", '<row r="1"><c r="B9"><v>1</v></c></row>', "B1", /out of order/],
    ["a row twice", '<row r="1"/><row r="1"/>', "A2", /row is out of order/],
    ["a row beyond the grid", '<row r="1048577"/>', "A1", /beyond the grid/],
    ["a column beyond the grid", '<row r="1"><c r="XFE1"><v>1</v></c></row>', "XFE1", /beyond the grid/],
    ["an unknown cell type", '<row><c t="evil"><v>1</v></c></row>', "A1", /type we do not know/],
  ])("with %s is refused, naming the cell", async (_, rows, cell, message) => {
    expect(await refusal(one(rows, { strings: ["<t>a</t>"] }))).toMatchObject({
      code: "invalid_row",
      message,
      locator: { kind: "xlsx", sheet: "S", cell },
    });
  });

  it.each([
    ["nesting 200,000 deep", `<row>${"<c>".repeat(200_000)}`, /nested deeper/],
    ["an element left open", "</sheetData><oops>x", /not well formed/],
    ["entities of a document type", '<!DOCTYPE l [<!ENTITY a "aaaa">]><row><c t="str"><v>&a;</v></c></row>', /document type/],
  ])("with %s is refused", async (_, rows, message) => {
    expect(await refusal(one(rows))).toMatchObject({ code: "unreadable", message });
  });

  it("past a limit on bytes, sheets, cells, entries or inflated size is refused", async () => {
    const bytes = one("<row><c><v>1</v></c><c><v>2</v></c></row>");
    const limits = { maxBytes: 10, maxSheets: 0, maxCells: 1, maxEntries: 3, maxInflated: 100 };
    for (const [name, value] of Object.entries(limits))
      expect(await refusal(bytes, { [name]: value }), name).toMatchObject({ code: "unreadable" });
  });

  it("in the old format, encrypted, or no workbook at all is refused", async () => {
    expect((await refusal(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0))).message).toMatch(/old \.xls format/);
    expect((await refusal(zipArchive([{ name: "a", data: "x" }]))).message).toMatch(/not an XLSX workbook/);
    expect((await refusal(new TextEncoder().encode("<html>"))).message).toMatch(/not a ZIP archive/);
  });

  it("that lists a sheet it does not hold, or two of one name, is refused", async () => {
    const entries = workbookEntries({ sheets: { S: "" } });
    expect(await refusal(zipArchive(entries.filter((entry) => !entry.name.endsWith("sheet1.xml"))))).toMatchObject({
      code: "layout_changed",
    });
    expect(await refusal(workbook({ sheets: { a: "", A: "" } }))).toMatchObject({ code: "layout_changed", message: /one name/ });
  });
});
