import { RefusalError } from "@talent/core/capture/errors";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cpuMs } from "../../testing/processor-time.ts";
import { readCsv, readCsvRows } from "./read-csv.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
const texts = (text: string) => readCsvRows(utf8(text)).map((row) => row.cells.map((cell) => cell.text));

function refusal(bytes: Uint8Array, options = {}): RefusalError {
  try {
    readCsv(bytes, options);
  } catch (error) {
    if (error instanceof RefusalError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("CSV records", () => {
  it("know the physical line they start on, past quoted newlines and empty lines", () => {
    const table = readCsv(utf8('name,note\n"a","one\ntwo"\r\n\nb,"x\r\ny, ""z"""\nc,d'));
    expect(table.rows.map((row) => [row.line, row.cells.map((cell) => cell.text)])).toEqual([
      [2, ["a", "one\ntwo"]],
      [5, ["b", 'x\r\ny, "z"']],
      [7, ["c", "d"]],
    ]);
    expect(table.rows[1]?.at(2)?.locator).toEqual({ kind: "csv", line: 5, column: 2 });
  });

  it("stay ragged, so that the caller can refuse a shifted row", () => {
    expect(texts("a,b\n1\n1,2,3\n,\n")).toEqual([["a", "b"], ["1"], ["1", "2", "3"], ["", ""]]);
  });

  it("keep a quote inside an unquoted cell as it is printed", () => {
    expect(texts('5" screen,"q"\n')).toEqual([['5" screen', "q"]]);
  });

  it("read back exactly what was written with quoting, with the right lines", () => {
    const cell = fc.string({ unit: fc.constantFrom("a", "é", "中", ",", '"', "\n", "\r\n", " ", "=", "'") });
    const written = (text: string) => (/^$|[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 8 }),
        fc.constantFrom("\n", "\r\n"),
        (rows, end) => {
          let line = 1;
          const expected = rows.map((row) => {
            const at = line;
            line += 1 + row.join("").split("\n").length - 1;
            return { line: at, cells: row };
          });
          const read = readCsvRows(utf8(rows.map((row) => row.map(written).join(",") + end).join("")));
          expect(read.map((row) => ({ line: row.line, cells: row.cells.map((found) => found.text) }))).toEqual(expected);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("come from a header below a title when its line is named", () => {
    const table = readCsv(utf8('"Data Source","WDI",\n\n"Updated","2026"\n\n"Name","2020",\n"China","1",\n'), { headerLine: 5 });
    expect(table.preamble).toHaveLength(2);
    expect(table.header.map((cell) => cell.text)).toEqual(["Name", "2020", ""]);
    expect(table.rows[0]?.line).toBe(6);
    expect(refusal(utf8("a,b\n1,2\n"), { headerLine: 3 })).toMatchObject({ code: "layout_changed", message: /line 3/ });
  });
});

describe("hostile CSV", () => {
  it("is read exactly behind a byte order mark, in UTF-8 and both orders of UTF-16", () => {
    const plain = "a,中\n1,2\n";
    const little = Uint8Array.from([0xff, 0xfe, ...Buffer.from(plain, "utf16le")]);
    const big = Uint8Array.from([0xfe, 0xff, ...Buffer.from(plain, "utf16le").swap16()]);
    for (const bytes of [utf8(`\uFEFF${plain}`), little, big]) {
      expect(readCsv(bytes).header.map((cell) => cell.text)).toEqual(["a", "中"]);
    }
  });

  it.each([
    ["a NUL character", utf8("a,b\n1,2\n3,\0\n"), /NUL/, { line: 3 }],
    ["UTF-16 without its mark", Uint8Array.from(Buffer.from("a,b\n", "utf16le")), /NUL/, { line: 1 }],
    ["a lone carriage return", utf8("a,b\r1,2\r"), /carriage return/, { line: 1 }],
    ["a lone carriage return beside a quoted cell", utf8('a,b\n"1",2\r3\n'), /carriage return/, { line: 2, column: 2 }],
    ["an unclosed quote", utf8('a,b\n1,"2\n3,4\n'), /never closed/, { line: 2, column: 2 }],
    ["text after a closing quote", utf8('a\n"1"2\n'), /follows a closing quote/, { line: 2, column: 1 }],
    ["bytes that are not UTF-8", Uint8Array.of(0x61, 0xff, 0x0a), /not valid UTF-8/, undefined],
  ])("with %s is refused, and says where", (_, bytes, message, place) => {
    const error = refusal(bytes);
    expect(error).toMatchObject({ code: "unreadable", message });
    if (place === undefined) expect(error.locator).toBeUndefined();
    else expect(error.locator).toMatchObject({ kind: "csv", ...place });
  });

  it("with a cell of ten million characters, a million columns or too many bytes is refused, and at once", () => {
    const before = cpuMs();
    expect(refusal(utf8(`a\n${"x".repeat(10_000_000)}\n`)).message).toMatch(/longer than/);
    expect(refusal(utf8(`a\n"${"x".repeat(10_000_000)}"\n`)).message).toMatch(/longer than/);
    expect(refusal(utf8(`a\n${",".repeat(1_000_000)}\n`)).message).toMatch(/columns/);
    expect(refusal(utf8("a,b\n1,2\n"), { maxBytes: 5 }).message).toMatch(/8 bytes/);
    expect(refusal(utf8("a,b\n1,2\n"), { maxCells: 3 }).message).toMatch(/more than 3 cells/);
    expect(cpuMs() - before).toBeLessThan(2000);
  });

  it("without any record has no header", () => {
    expect(refusal(utf8("\n\n"))).toMatchObject({ code: "layout_changed" });
  });

  it("is scanned in linear time whatever its shape", () => {
    const before = cpuMs();
    readCsvRows(utf8(`"${'""'.repeat(400_000)}"\n${'"a"\n'.repeat(200_000)}`));
    expect(cpuMs() - before).toBeLessThan(2000);
  });
});
