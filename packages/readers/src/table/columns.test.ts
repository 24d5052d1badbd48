import { LayoutChanged, UnknownCode } from "@talent/core/capture/errors";
import { describe, expect, it } from "vitest";
import { ignored, lookUpCode } from "../text/look-up-code.ts";
import type { Cell } from "./cell.ts";
import { columnLetters, columnNumber, findColumns } from "./columns.ts";

const header = (...texts: string[]): Cell[] => texts.map((text, index) => ({ text, locator: { kind: "csv", line: 1, column: index + 1 } }));

describe("columns", () => {
  it("are found by name in any order, folding case, spaces, hyphens and footnote marks", () => {
    const index = findColumns(header(" country\nname ", "F‑1*", "# of Active Students¹", "B-1/B-2\\3\\", "China<sup>a</sup>"), {
      read: ["Country Name", "F1", "# of active students", "B1/B2", "China"],
    });
    expect({ ...index }).toEqual({ "Country Name": 0, F1: 1, "# of active students": 2, "B1/B2": 3, China: 4 });
  });

  it("refuse a renamed column, naming what is missing and what is new", () => {
    expect(() => findColumns(header("Edition", "Country", "Pct"), { read: ["Edition", "Country", "Share"] })).toThrow(
      expect.objectContaining({
        code: "layout_changed",
        message: 'unexpected column "Pct"; missing column "Share"',
        locator: { kind: "csv", line: 1, column: 3 },
      }),
    );
  });

  it("refuse a column printed twice, but not an ignored one", () => {
    expect(() => findColumns(header("Total", "total "), { read: ["Total"] })).toThrow(/"total" is there twice/);
    expect(findColumns(header("Total", "Rank", "rank"), { read: ["Total"], ignore: ["Rank"] }).Total).toBe(0);
  });

  it("may be optional or among others, and headers without text are none", () => {
    expect({ ...findColumns(header("A", "", "C", " "), { read: ["A"], optional: ["B", "C"] }) }).toEqual({ A: 0, C: 2 });
    expect(findColumns(header("x", "y", "A"), { read: ["A"], ignore: "others" }).A).toBe(2);
  });

  it("keep their place in a workbook where cells are missing", () => {
    const cells: Cell[] = [
      { text: "A", locator: { kind: "xlsx", sheet: "S", cell: "C3" } },
      { text: "B", locator: { kind: "xlsx", sheet: "S", cell: "AA3" } },
    ];
    expect({ ...findColumns(cells, { read: ["A", "B"] }) }).toEqual({ A: 2, B: 26 });
    for (const column of [1, 26, 27, 702, 703, 16_384]) expect(columnNumber(`${columnLetters(column)}1`)).toBe(column);
    expect(columnLetters(16_384)).toBe("XFD");
  });

  it("name at most five faults, each made harmless", () => {
    const error = (() => {
      try {
        findColumns(header("\u202Eevil", "2", "3", "4", "5", "6"), { read: ["A"] });
      } catch (caught) {
        return caught;
      }
    })();
    expect(error).toBeInstanceOf(LayoutChanged);
    expect((error as Error).message).toBe(
      'unexpected column "[U+202E]evil"; unexpected column "2"; unexpected column "3"; unexpected column "4"; unexpected column "5"; and 2 more',
    );
  });

  it("leave Object.prototype alone, whatever the header says", () => {
    const before = Object.getOwnPropertyNames(Object.prototype);
    const index = findColumns(header("__proto__", "constructor", "A"), { read: ["A", "__proto__"], ignore: ["constructor"] });
    expect(index.A).toBe(2);
    expect(Object.getOwnPropertyDescriptor(index, "__proto__")?.value).toBe(0);
    expect(() => findColumns(header("A"), { read: ["toString", "A"] })).toThrow(/missing column "toString"/);
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
    expect(({} as { A?: unknown }).A).toBeUndefined();
  });
});

describe("known texts", () => {
  const areas = { "China - mainland": "CHN", "Grand Total": ignored } as const;

  it("are looked up as printed, then with tidy spaces, and may be ignored on purpose", () => {
    expect(lookUpCode(areas, "China - mainland")).toBe("CHN");
    expect(lookUpCode(areas, " China -\n mainland ")).toBe("CHN");
    expect(lookUpCode(areas, "Grand Total")).toBe(ignored);
    expect(lookUpCode(new Map([["x", 0]]), "x")).toBe(0);
  });

  it.each(["china - mainland", "China", "PRC", "", "constructor", "__proto__"])("never guess: %j is refused", (text) => {
    const locator = { kind: "csv", line: 2, column: 1 } as const;
    expect(() => lookUpCode(areas, { text, locator })).toThrow(UnknownCode);
    expect(() => lookUpCode(areas, { text, locator })).toThrow(expect.objectContaining({ locator }));
  });

  it("say which value is unknown", () => {
    expect(() => lookUpCode(areas, "PRC")).toThrow('unknown value "PRC"');
  });
});
