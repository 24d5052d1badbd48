import { RefusalError } from "@talent/core/capture/errors";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { workbook } from "../../testing/archives.ts";
import { readCsvRows } from "../csv/read-csv.ts";
import { jsonRows, readJson } from "../json/read-json.ts";

import { readXlsx } from "../xlsx/read-xlsx.ts";
import { digestRows, filterRows, parseWhere, type RowFilter, rowCounter, rowsLocator, rowText, whereText } from "./row-filter.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
const rows = readCsvRows(
  utf8(
    'List of models,,\nModel,Country (of organization),Publication date\nA,"China,United States of America,China",2023-05-01\nB,"Hong Kong, China",2024-01-31\nC,Chinatown,2023-01-01\nD,,not a date\nE,China,2023\nModel,Country (of organization),Publication date\n',
  ),
);
const models = (filter: RowFilter) => filterRows(filter, rows).map((row) => row.cells[0]?.text);

describe("a row filter", () => {
  it("finds members of comma lists, whole texts and years of ISO dates", () => {
    const country = { column: "Country (of organization)", op: "has", value: "China" } as const;
    expect(models([country])).toEqual(["A", "B", "E"]);
    expect(models([country, { column: "Publication date", op: "year", value: 2023 }])).toEqual(["A"]);
    expect(models([{ ...country, op: "is" }])).toEqual(["E"]);
    expect(models([{ ...country, op: "is", value: "" }])).toEqual(["D"]);
  });

  it("takes the first row that prints its columns as the header, and counts below it only", () => {
    expect(models([{ column: "Model", op: "is", value: "Model" }])).toEqual(["Model"]);
    expect(models([{ column: "List of models", op: "is", value: "A" }])).toEqual(["A"]);
    expect(() => models([{ column: "Pct", op: "is", value: 1 }])).toThrow(
      expect.objectContaining({ code: "layout_changed", message: 'no row prints the columns "Pct"' }),
    );
  });

  it("may end at a line, for files that go on after their table", () => {
    expect(
      models([
        { column: "#line", op: "at_most", value: 4 },
        { column: "Model", op: "has", value: "B" },
      ]),
    ).toEqual(["B"]);
    expect(models([{ column: "#line", op: "at_most", value: 2 }])).toEqual(["List of models", "Model"]);
    expect(models([])).toHaveLength(rows.length);
  });

  it("compares ranks as numbers, so that a band never counts", async () => {
    const sheet =
      '<row r="1"><c r="B1" t="str"><v>RANK</v></c></row>' +
      ["  9  ", "100", "101", "  95-100", "1201+", "=3", "", "1,000", "-"]
        .map((rank, index) => `<row r="${index + 2}"><c r="B${index + 2}" t="str"><v>${rank}</v></c></row>`)
        .join("") +
      '<row r="20"><c r="B20"><v>50</v></c></row><row r="21"><c r="C21"><v>1</v></c></row>';
    const [first] = (await readXlsx(workbook({ sheets: { PUBLISHED: sheet } }))).sheets;
    const filter = [{ column: "RANK", op: "at_most", value: 100 }] as const;
    const locator = rowsLocator(filter, filterRows(filter, first?.rows ?? []), "PUBLISHED");
    expect(locator).toMatchObject({ kind: "rows", where: 'in "PUBLISHED": "RANK" is at most 100', count: 3, lines: [2, 3, 20] });
  });

  it("counts the objects of a JSON array, numbered from 1", () => {
    const document = readJson(utf8('{"data":[{"Name":"x","Rank":"12"},{"Rank":"201–250","__proto__":{"a":1}},{"Rank":7.0,"Name":null}]}'));
    const counted = filterRows([{ column: "Rank", op: "at_most", value: 100 }], jsonRows(document, "/data"));
    expect(counted.map((row) => [row.line, row.cells.map((cell) => cell.text)])).toEqual([
      [1, ["x", "12", ""]],
      [3, ["", "7.0", ""]],
    ]);
    for (const pointer of ["/nothing", "", "/data/0/Name"]) expect(() => jsonRows(document, pointer)).toThrow(RefusalError);
    expect(() => jsonRows(readJson(utf8("[1]")), "")).toThrow(/objects only/);
  });

  it("gives the same rows from one counter over many filters", () => {
    const count = rowCounter(rows);
    const filters: RowFilter[] = [
      [{ column: "Model", op: "is", value: "A" }],
      [{ column: "Publication date", op: "year", value: 2024 }],
      [{ column: "Model", op: "is", value: "B" }],
    ];
    expect(filters.map((filter) => count(filter))).toEqual(filters.map((filter) => filterRows(filter, rows)));
  });
});

describe("the words of a filter", () => {
  const condition = fc.record({
    column: fc.string(),
    op: fc.constantFrom("is", "has", "year", "at_most"),
    value: fc.oneof(
      fc.string(),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
    ),
  });

  it("read back as the filter, whatever its columns and values hold", () => {
    fc.assert(
      fc.property(fc.array(condition, { maxLength: 4 }), fc.option(fc.string(), { nil: undefined }), (filter, sheet) => {
        const read = parseWhere(whereText(filter as RowFilter, sheet));
        expect(read).toEqual({ filter: JSON.parse(JSON.stringify(filter)), sheet });
      }),
    );
  });

  it("say what a reader can do again", () => {
    expect(
      whereText([
        { column: 'The "A"', op: "has", value: "China" },
        { column: "Date", op: "year", value: 2023 },
      ]),
    ).toBe('"The \\"A\\"" has "China" and "Date" is of year 2023');
    expect(whereText([])).toBe("every row");
  });

  it.each([
    "",
    '"a"',
    '"a" is',
    '"a" contains "b"',
    '"a" is "b" and ',
    '"a" is "b" or "c" is "d"',
    '"a" is "b',
    "x",
    '"a" is 1-2',
    'in "s": nonsense',
  ])("are nothing else: %j is refused", (where) => {
    expect(() => parseWhere(where)).toThrow(RefusalError);
  });
});

describe("the digest of rows", () => {
  it("changes with any cell, any cell boundary and any order", () => {
    const digest = (...texts: string[][]) =>
      digestRows(texts.map((cells) => rowText({ cells: cells.map((text) => ({ text, locator: { kind: "csv", line: 1, column: 1 } })) })));
    const all = [
      digest(["a", "b"]),
      digest(["a", "c"]),
      digest(["ab"]),
      digest(["a,b"]),
      digest(["a"], ["b"]),
      digest(["b"], ["a"]),
      digest(),
    ];
    expect(new Set(all).size).toBe(all.length);
    expect(digest(["a", "b"])).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(digest()).toBe("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  });

  it("is made of the JSON text of its cells, empty ones at the end included", () => {
    const text = fc.oneof({ weight: 3, arbitrary: fc.constant("") }, fc.string({ unit: "binary" }), fc.constantFrom('"', "\\", "\n", "中"));
    fc.assert(
      fc.property(fc.array(text, { maxLength: 20 }), (texts) => {
        const cells = texts.map((one) => ({ text: one, locator: { kind: "csv", line: 1, column: 1 } }) as const);
        expect(rowText({ cells })).toBe(JSON.stringify(texts));
        expect(rowText({ cells: [], texts })).toBe(JSON.stringify(texts));
      }),
    );
    expect(digestRows([])).toBe("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  });
});
