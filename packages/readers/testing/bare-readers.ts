import { load } from "cheerio/slim";
import { DomHandler, Parser } from "htmlparser2";
import { csvRecords } from "../src/csv/csv-records.ts";
import { readCsvRows } from "../src/csv/read-csv.ts";
import type { Cell } from "../src/table/cell.ts";

// The same bytes read to texts and nothing else: no locators, no limits, no checks. What the benchmarks hold our parsers against.

/** Every cell of every record. */
export function bareCsv(bytes: Uint8Array): readonly (readonly string[])[] {
  const records: (readonly string[])[] = [];
  csvRecords(bytes, {}, (_line, texts) => {
    records.push(texts);
  });
  return records;
}

/** Every cell of every record with its position: what our own reader gives a parser that reads all of them. */
export function bareCells(bytes: Uint8Array): readonly (readonly Cell[])[] {
  return readCsvRows(bytes).map((row) => row.cells);
}

type Node = { readonly name?: string; readonly type: string; readonly data?: string; readonly children?: readonly Node[] };

/** The text of every cell of every table, by htmlparser2 and a walk over its tree. */
export function bareHtml(bytes: Uint8Array): readonly string[] {
  const handler = new DomHandler();
  new Parser(handler).end(new TextDecoder().decode(bytes));
  const cells: string[] = [];
  const visit = (node: Node): void => {
    for (const child of node.children ?? []) {
      if (child.name === "td" || child.name === "th") cells.push(collapsed(textOf(child)));
      else visit(child);
    }
  };
  visit(handler.root as unknown as Node);
  return cells;
}

/** The same by cheerio over htmlparser2, as most would write it. */
export function bareCheerio(bytes: Uint8Array): readonly string[] {
  const $ = load(new TextDecoder().decode(bytes));
  return $("td, th")
    .toArray()
    .map((cell) => collapsed($(cell).text()));
}

function textOf(node: Node): string {
  if (node.type === "text") return node.data ?? "";
  return (node.children ?? []).map(textOf).join("");
}

function collapsed(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
