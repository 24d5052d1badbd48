import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DrawnText, type MadePage, pdfOf } from "../../testing/pdf-builder.ts";
import { cpuMs } from "../../testing/processor-time.ts";
import { excerptAround } from "../excerpt/excerpt.ts";
import { excerptInSandbox } from "../excerpt/excerpt-in-sandbox.ts";
import { resolveLocator, resolveLocators } from "../excerpt/locate.ts";
import { runInSandbox } from "../sandbox/run-in-sandbox.ts";
import { isPdf, type PdfDocument, readPdf } from "./read-pdf.ts";

const READER = new URL("./read-pdf.ts", import.meta.url).href;
const texts = (document: PdfDocument) => document.pages.map((page) => page.lines.map((line) => line.cells.map((cell) => cell.text)));
const read = async (...drawn: DrawnText[]) => texts(await readPdf(pdfOf([{ texts: drawn }])))[0];
const edited = (pages: readonly MadePage[], from: string, to: string) =>
  Buffer.from(Buffer.from(pdfOf(pages)).toString("latin1").replace(from, to), "latin1");

const TABLE: readonly DrawnText[] = [
  { text: "Visas by nationality", x: 200, y: 720, size: 14 },
  { text: "Nationality", x: 100, y: 690 },
  { text: "Class", x: 260, y: 690 },
  { text: "Issued", x: 400, y: 690 },
  { text: "Chad", x: 100, y: 676 },
  { text: "F1", x: 260, y: 676 },
  { text: "12", x: 400, y: 676 },
  { text: "China - mainland", x: 100, y: 662 },
  { text: "F1", x: 260, y: 662 },
  { text: "16,987", x: 400, y: 662 },
  { text: "Chile", x: 100, y: 648 },
  { text: "J1", x: 260, y: 648 },
  { text: "0", x: 400, y: 648 },
];
const bytes = pdfOf([{ texts: [] }, { texts: TABLE }]);
const CHINA = { kind: "pdf", page: 2, line: 4, column: 3 } as const;

describe("a PDF", () => {
  it("is read as pages of lines of cells, each with its place", async () => {
    const { pageCount, pages } = await readPdf(bytes);
    expect([pageCount, pages.map((page) => page.page)]).toEqual([2, [1, 2]]);
    expect(pages[0]?.lines).toEqual([]);
    expect(pages[1]?.lines.map((line) => line.cells.map((cell) => cell.text))).toEqual([
      ["Visas by nationality"],
      ["Nationality", "Class", "Issued"],
      ["Chad", "F1", "12"],
      ["China - mainland", "F1", "16,987"],
      ["Chile", "J1", "0"],
    ]);
    expect(pages[1]?.lines[3]?.at(3)).toMatchObject({ text: "16,987", locator: CHINA, left: 400 });
    expect(pages[1]?.lines[3]?.top).toBeCloseTo(792 - 662);
  });

  it("reads the same whatever order the page draws its texts in", async () => {
    const straight = texts(await readPdf(pdfOf([{ texts: TABLE }])));
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([...TABLE], { minLength: TABLE.length }), async (drawn) => {
        expect(texts(await readPdf(pdfOf([{ texts: drawn }])))).toEqual(straight);
      }),
      { numRuns: 10 },
    );
  });

  it("joins what stands close into one cell, with a space where there is a gap, and parts columns", async () => {
    const kerned = "BT /F 10 Tf 1 0 0 1 100 700 Tm [(Chi) -20 (na) -250 (- main) 15 (land)] TJ ET";
    const pages = [{ texts: [{ text: "F1", x: 260, y: 700 }], operators: kerned }];
    expect(texts(await readPdf(pdfOf(pages)))).toEqual([[["China - mainland", "F1"]]]);
    expect(await read({ text: "15,838", x: 100, y: 700 }, { text: "**", x: 134, y: 703.5, size: 7 })).toEqual([["15,838**"]]);
    expect(await read({ text: "Visa", x: 100, y: 700 }, { text: "Class", x: 124.5, y: 700 })).toEqual([["Visa Class"]]);
  });

  it("never joins text set over other text into a longer number", async () => {
    expect(await read({ text: "14", x: 100, y: 700 }, { text: "14", x: 100.4, y: 700 })).toEqual([["14", "14"]]);
  });

  it("keeps lines apart that are closer than they are high, and a cell set lower in its row", async () => {
    expect(await read({ text: "A", x: 100, y: 700 }, { text: "B", x: 100, y: 694 }, { text: "C", x: 200, y: 697 })).toEqual([
      ["A", "C"],
      ["B"],
    ]);
  });

  it("is read as it is shown: a page turned on its side, written upwards", async () => {
    const upwards = [
      { text: "Chile", x: 120, y: 100, turned: true },
      { text: "3", x: 120, y: 300, turned: true },
      { text: "12", x: 100, y: 300, turned: true },
      { text: "Chad", x: 100, y: 100, turned: true },
    ];
    const onSide = await readPdf(pdfOf([{ texts: upwards, rotate: 90 }]));
    expect(texts(onSide)).toEqual([
      [
        ["Chad", "12"],
        ["Chile", "3"],
      ],
    ]);
    for (const rotate of [0, 180, 270]) expect(texts(await readPdf(pdfOf([{ texts: upwards, rotate }])))[0]).toHaveLength(4);
  });

  it("gives turned text lines of its own, so that a label beside a table enters no row", async () => {
    expect(await read({ text: "12", x: 100, y: 700 }, { text: "margin", x: 40, y: 700, turned: true })).toEqual([["margin"], ["12"]]);
  });

  it("leaves the caller's bytes as they were", async () => {
    const before = Buffer.from(bytes).toString("hex");
    await readPdf(bytes);
    expect(Buffer.from(bytes).toString("hex")).toBe(before);
  });
});

const LATIN_FONT = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>";
const CHINESE_FONT =
  "<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/SimSun" +
  "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>]>>";

describe("a PDF that cannot be read as it should be is refused", () => {
  const pages = [{ texts: TABLE }];
  const whole = pdfOf(pages);
  it.each<[string, Uint8Array, RegExp]>([
    ["no PDF", new TextEncoder().encode("<html>Just a moment...</html>"), /not a PDF/],
    ["nothing", new Uint8Array(), /not a PDF/],
    ["cut short", whole.subarray(0, whole.length - 200), /cut short/],
    ["only its beginning and end", new TextEncoder().encode("%PDF-1.7\n%%EOF"), /cannot be read/],
    ["encrypted for those with a password", pdfOf(pages, { encrypted: "locked" }), /encrypted/],
    ["encrypted for everybody", pdfOf(pages, { encrypted: "open" }), /encrypted/],
    ["a page tree that bites its tail", edited(pages, "/Kids[4 0 R]", "/Kids[2 0 R]"), /cannot be read|no page/],
    ["a form that is not there", pdfOf([{ texts: TABLE, operators: "/X9 Do" }]), /cannot be read/],
    ["text in a character table we do not carry", edited(pages, LATIN_FONT, CHINESE_FONT), /character tables .*UniGB-UCS2-H/],
  ])("%s", async (_, given, message) => {
    await expect(readPdf(given)).rejects.toMatchObject({ code: "unreadable", message });
  });

  it("past a limit of bytes, pages or characters", async () => {
    const limit = (limits: object) =>
      readPdf(bytes, limits).then(
        () => "read",
        (error: Error) => error.message,
      );
    expect(await limit({ maxBytes: 100 })).toMatch(/^the PDF has \d+ bytes, more than the 100 we accept$/);
    expect(await limit({ maxPages: 1 })).toBe("the PDF has 2 pages, more than the 1 we accept");
    expect(await limit({ maxCharacters: 50 })).toBe("the PDF holds more text than we accept");
    expect(await limit({ maxPages: 2, maxCharacters: 500 })).toBe("read");
  });

  it("with 10,000 pages, before any of them is read", async () => {
    const many = pdfOf(Array.from({ length: 10_000 }, () => ({ texts: [] })));
    const before = cpuMs();
    await expect(readPdf(many)).rejects.toMatchObject({ code: "unreadable", message: /10000 pages/ });
    expect(cpuMs() - before).toBeLessThan(5000);
  });

  it("in a sandboxed child is refused the same, and killed when it takes too long", async () => {
    await expect(runInSandbox(READER, "readPdf", [whole.subarray(0, 500)])).rejects.toMatchObject({
      code: "unreadable",
      message: /cut short/,
    });
    const slow = pdfOf(Array.from({ length: 900 }, () => ({ texts: TABLE })));
    await expect(runInSandbox(READER, "readPdf", [slow], { deadlineMs: 300 })).rejects.toMatchObject({ limit: "deadline" });
  });
});

describe("a locator in a PDF", () => {
  it("leads back to its printed text", async () => {
    expect(await resolveLocator(bytes, CHINA)).toEqual({ text: "16,987" });
    const cells = (await readPdf(bytes)).pages.flatMap((page) => page.lines.flatMap((line) => line.cells));
    expect(
      await resolveLocators(
        bytes,
        cells.map((cell) => cell.locator),
      ),
    ).toEqual(cells.map((cell) => cell.text));
  });

  it.each([
    ["page", { ...CHINA, page: 3 }],
    ["line", { ...CHINA, line: 9 }],
    ["column", { ...CHINA, column: 4 }],
  ])("on another %s is refused", async (_, locator) => {
    await expect(resolveLocator(bytes, locator)).rejects.toMatchObject({ code: "layout_changed", locator });
    await expect(excerptAround(bytes, locator)).rejects.toMatchObject({ code: "layout_changed" });
  });

  it("in other bytes is refused", async () => {
    await expect(resolveLocator(new TextEncoder().encode("a,b\n1,2\n"), CHINA)).rejects.toMatchObject({ code: "unreadable" });
  });

  it("is shown among its lines, under the header, with its page, also out of a sandboxed child", async () => {
    const excerpt = await excerptAround(bytes, CHINA, { rows: 1 });
    expect(excerpt).toEqual({
      header: ["Nationality", "Class", "Issued"],
      rows: [
        { label: "line 3", cells: ["Chad", "F1", "12"].map((text) => ({ text, highlighted: false })) },
        { label: "line 4", cells: ["China - mainland", "F1", "16,987"].map((text, at) => ({ text, highlighted: at === 2 })) },
        { label: "line 5", cells: ["Chile", "J1", "0"].map((text) => ({ text, highlighted: false })) },
      ],
      printed: "16,987",
      note: "Page 2 of the document.",
    });
    expect(await excerptInSandbox(bytes, CHINA, { rows: 1 })).toEqual(excerpt);
  });

  it("in a line that leaves columns out stands under its own header", async () => {
    const total = [
      { text: "TOTAL", x: 120, y: 630 },
      { text: "16,999", x: 395, y: 630 },
      { text: "A note over the whole width of the page, as long as the table is wide", x: 100, y: 610 },
    ];
    const excerpt = await excerptAround(
      pdfOf([{ texts: [...TABLE, ...total] }]),
      { kind: "pdf", page: 1, line: 6, column: 2 },
      { rows: 1 },
    );
    expect(excerpt.rows.map((row) => row.cells.map((cell) => (cell.highlighted ? `>${cell.text}<` : cell.text)))).toEqual([
      ["Chile", "J1", "0"],
      ["TOTAL", "", ">16,999<"],
      ["A note over the whole width of the page, as long as the table is wide", "", ""],
    ]);
  });

  it("on a page that only carries a table on is shown under no header", async () => {
    const carried = pdfOf([{ texts: TABLE.slice(4) }]);
    const excerpt = await excerptAround(carried, { kind: "pdf", page: 1, line: 2, column: 3 });
    expect([excerpt.header, excerpt.printed, excerpt.rows.length]).toEqual([null, "16,987", 3]);
  });
});

describe("recognising a PDF", () => {
  it("looks for its mark in the first kilobyte", () => {
    expect(isPdf(bytes)).toBe(true);
    expect(isPdf(new TextEncoder().encode(`\n\n%PDF-1.4`))).toBe(true);
    expect(isPdf(new TextEncoder().encode(`${" ".repeat(2000)}%PDF-1.4`))).toBe(false);
  });
});
