import type { Capture, Exchange, ParsedSnapshot, ParseResult } from "@talent/core/capture/capture";
import { LayoutChanged, refusalOf, StaleCopy } from "@talent/core/capture/errors";
import type { ParsedObservation } from "@talent/core/observation/observation";
import { candidatesOf, NO_HISTORY } from "@talent/core/quality/known-history";
import { copiedTable, type PeriodTable, periodTable } from "@talent/core/quality/stale-copy";
import { type HtmlPage, readHtmlPage } from "@talent/readers/html/read-html";
import { noNumbers, perSnapshot } from "../define-source.ts";
import { isMarkup, isWithoutAddress } from "../file-kind.ts";
import { LEVELS } from "./levels.ts";
import { isIndexUrl, monthOfAddress, monthOfPage, monthPages } from "./month-pages.ts";

import { readTable } from "./read-table.ts";

/** One object for each level: numbers that share it are known to be of one series without spelling it out. */
const LEVEL_CODES: Readonly<Record<string, ParsedObservation["dimensions"]>> = Object.fromEntries(
  Object.values(LEVELS).map((level) => [level, { level }]),
);

const TITLE = /<title>[^<]{0,100}SEVIS Data Mapping Tool Data/i;

/** The index and the page of a month by their addresses; a page handed in without one by its title. */
export function recognise(exchange: Exchange): boolean {
  if (isIndexUrl(exchange.url) || monthOfAddress(exchange.url) !== null) return true;
  return isWithoutAddress(exchange) && TITLE.test(new TextDecoder().decode(exchange.body.subarray(0, 16_384)));
}

const readPages = perSnapshot(recognise, (exchange) => {
  if (isIndexUrl(exchange.url)) {
    monthPages(exchange);
    return noNumbers;
  }
  const page = readPage(exchange);
  const period = monthOfPage(exchange, page).id;
  const { rows, refusals } = readTable(page);
  const observations = rows.flatMap(({ area, cells }) =>
    cells.map(({ level, cell, value }): ParsedObservation => {
      const { locator, text: raw } = cell;
      const dimensions = LEVEL_CODES[level] ?? { level };
      return { indicator: "us-active-students", area, dimensions, period, value, unit: "records", status: "A", locator, raw };
    }),
  );
  return { observations, refusals };
});

function readPage({ body, headers }: Exchange): HtmlPage {
  if (!isMarkup(body)) throw new LayoutChanged("the document is no web page");
  const contentType = headers["content-type"];
  return readHtmlPage(body, contentType === undefined ? {} : { contentType });
}

/** Every country and level of each month's page, less the pages that repeat an earlier month's table; from the index no number. */
export async function parse(capture: Capture): Promise<ParseResult> {
  return refuseCopies(await readPages(capture));
}

/**
 * The result without the pages that repeat the table of an earlier month of the same capture. A month whose original came in another capture
 * can only be distinguished from a copy by a run, which has what was stated before.
 */
function refuseCopies(result: ParseResult): ParseResult {
  if (result.snapshots.filter((snapshot) => snapshot.observations.length > 0).length < 2) return result;
  const read = result.snapshots.map((snapshot) => ({ snapshot, table: periodTable(candidatesOf(snapshot.observations, NO_HISTORY)) }));
  const tables = read.flatMap(({ table }) => table ?? []);
  return { ...result, snapshots: read.map(({ snapshot, table }) => (table === null ? snapshot : refuseCopy(snapshot, table, tables))) };
}

function refuseCopy(snapshot: ParsedSnapshot, table: PeriodTable, tables: readonly PeriodTable[]): ParsedSnapshot {
  const original = copiedTable(table, tables);
  if (original === null) return snapshot;
  const fault = new StaleCopy(`the page of ${table.period} repeats the table of ${original} cell for cell`);
  return { ...snapshot, observations: [], refusals: [...snapshot.refusals, refusalOf(fault, "snapshot")] };
}
