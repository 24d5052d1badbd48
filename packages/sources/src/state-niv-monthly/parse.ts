import type { Capture, Exchange, ParsedSnapshot, ParseResult } from "@talent/core/capture/capture";
import { LayoutChanged, refusalOf, StaleCopy } from "@talent/core/capture/errors";
import { isPdf, readPdf } from "@talent/readers/pdf/read-pdf";
import { noNumbers, perSnapshot } from "../define-source.ts";
import { isWithoutAddress, isZip, refusePage } from "../file-kind.ts";
import type { MonthTable } from "./month-table.ts";
import { observeMonth } from "./observe-month.ts";
import { readPages } from "./read-pages.ts";
import { readSheet } from "./read-sheet.ts";
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

/**
 * The result without tables that print another month's numbers under their own title: no two months issue alike to every nationality and
 * class, so the later one is an old table with a new heading.
 */
function refuseCopies({ snapshots, unrecognised }: ParseResult): ParseResult {
  const earliest = new Map<string, string>();
  for (const snapshot of snapshots) {
    const [table, month] = [tableText(snapshot), monthOf(snapshot)];
    const seen = earliest.get(table);
    if (month !== undefined && (seen === undefined || month < seen)) earliest.set(table, month);
  }
  return { snapshots: snapshots.map((snapshot) => withoutCopy(snapshot, earliest)), unrecognised };
}

function withoutCopy(snapshot: ParsedSnapshot, earliest: ReadonlyMap<string, string>): ParsedSnapshot {
  const [first, month] = [earliest.get(tableText(snapshot)), monthOf(snapshot)];
  if (first === undefined || first === month) return snapshot;
  const refusal = refusalOf(new StaleCopy(`every number of ${month} is that of ${first}`, snapshot.observations[0]), "snapshot");
  return { ...snapshot, observations: [], refusals: [...snapshot.refusals, refusal] };
}

function monthOf(snapshot: ParsedSnapshot): string | undefined {
  return snapshot.observations[0]?.period;
}

function tableText({ observations }: ParsedSnapshot): string {
  return observations.map(({ area, dimensions, value }) => `${area} ${dimensions.visa_class} ${value}`).join("\n");
}
