import type { Capture, Exchange, ParseResult } from "@talent/core/capture";
import type { ParsedObservation } from "@talent/core/observation";
import { noNumbers, perSnapshot } from "../define-source.ts";
import { isWithoutAddress } from "../file-kind.ts";
import { isIndexUrl, monthPages } from "./index-page.ts";
import { monthOfAddress, monthOfPage } from "./page-month.ts";
import { readTable } from "./read-table.ts";
import { refuseCopies } from "./refuse-copies.ts";

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
  const period = monthOfPage(exchange).id;
  const { rows, refusals } = readTable(exchange);
  const observations = rows.flatMap(({ area, cells }) =>
    cells.map(({ level, cell, value }): ParsedObservation => {
      const { locator, text: raw } = cell;
      const key = { indicator: "us-active-students", area, dimensions: { level }, period };
      return { ...key, value, unit: "records", status: "A", locator, raw };
    }),
  );
  return { observations, refusals };
});

/** Every country and level of each month's page, less the pages that repeat an earlier month's table; from the index no number. */
export async function parse(capture: Capture): Promise<ParseResult> {
  return refuseCopies(await readPages(capture));
}
