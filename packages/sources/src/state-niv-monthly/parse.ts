import type { Capture, Exchange, ParseResult } from "@talent/core/capture/capture";
import { LayoutChanged, StaleCopy } from "@talent/core/capture/errors";
import { isPdf, readPdf } from "@talent/readers/pdf/read-pdf";
import { noNumbers, perSnapshot } from "../define-source.ts";
import { isWithoutAddress, isZip, refusePage } from "../file-kind.ts";
import type { MonthTable } from "./month-table.ts";
import { observeMonth } from "./observe-month.ts";
import { readPages } from "./read-pages.ts";
import { readSheet } from "./read-sheet.ts";
import { refuseCopies } from "./refuse-copies.ts";
import { isIndexUrl, isTableUrl, monthPromised, tableLinks } from "./table-links.ts";

/** The index and the tables by their addresses; a file handed in without an address by its kind. */
export function recognise(exchange: Exchange): boolean {
  if (isIndexUrl(exchange.url) || isTableUrl(exchange.url)) return true;
  return isWithoutAddress(exchange) && (isPdf(exchange.body) || isZip(exchange.body));
}

const readEach = perSnapshot(recognise, async (exchange) => {
  if (isIndexUrl(exchange.url)) {
    tableLinks(exchange);
    return noNumbers;
  }
  const table = await readTable(exchange);
  refuseOtherMonth(table, exchange.url);
  return observeMonth(table);
});

/** Every nationality and class of each month; from the index no number, but it must link tables. */
export async function parse(capture: Capture): Promise<ParseResult> {
  return refuseCopies(await readEach(capture));
}

async function readTable({ url, body, ...exchange }: Exchange): Promise<MonthTable> {
  refusePage({ url, body, ...exchange }, "table");
  return isZip(body) ? readSheet(body, monthPromised(url)) : readPages(await readPdf(body));
}

/** The title says which month it is; the address can only say that it is the wrong one. */
function refuseOtherMonth({ month, rows }: MonthTable, url: string): void {
  const promised = monthPromised(url);
  if (promised === null || promised.id === month.id) return;
  const Kind = month.start < promised.start ? StaleCopy : LayoutChanged;
  throw new Kind(`the table is of ${month.id}, its address promises ${promised.id}`, rows[0]?.nationality);
}
