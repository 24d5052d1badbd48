import { columnLetters, columnNumber } from "@talent/readers/table/columns";
import { workbook } from "@talent/readers/testing/archives";
import { readXlsx } from "@talent/readers/xlsx/read-xlsx";

/** A cell to be: printed text, a number, a formula with its cached value, or null for no cell at all. */
export type CellContent = string | number | { readonly formula: string; readonly value: number } | null;

/** A worksheet as a grid; an empty row is blank. */
export type Grid = readonly (readonly CellContent[])[];

/** A small XLSX workbook with these sheets in this order, byte for byte the same each time. */
export function workbookOf(sheets: Readonly<Record<string, Grid>>): Uint8Array {
  return workbook({ sheets: Object.fromEntries(Object.entries(sheets).map(([name, grid]) => [name, sheetData(grid)])) });
}

/** The sheets of a workbook as grids, to be edited and written again. */
export async function gridsOf(bytes: Uint8Array): Promise<Record<string, CellContent[][]>> {
  const { sheets } = await readXlsx(bytes);
  return Object.fromEntries(
    sheets.map(({ name, rows }) => {
      const grid: CellContent[][] = Array.from({ length: rows.at(-1)?.row ?? 0 }, () => []);
      for (const { row, cells } of rows) {
        for (const cell of cells) {
          const column = cell.locator.kind === "xlsx" ? columnNumber(cell.locator.cell) : 1;
          const made = grid[row - 1] ?? [];
          while (made.length < column - 1) made.push(null);
          made[column - 1] = cell.number ?? cell.text;
        }
      }
      return [name, grid];
    }),
  );
}

function sheetData(grid: Grid): string {
  return grid
    .map((row, index) =>
      row.length === 0
        ? ""
        : `<row r="${index + 1}">${row.map((made, at) => cell(made, `${columnLetters(at + 1)}${index + 1}`)).join("")}</row>`,
    )
    .join("");
}

function cell(made: CellContent, address: string): string {
  if (made === null) return "";
  if (typeof made === "number") return `<c r="${address}"><v>${made}</v></c>`;
  if (typeof made === "object") return `<c r="${address}"><f>${made.formula}</f><v>${made.value}</v></c>`;
  return `<c r="${address}" t="inlineStr"><is><t xml:space="preserve">${escaped(made)}</t></is></c>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
