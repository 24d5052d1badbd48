import type { Capture, Exchange, ParseResult } from "@talent/core/capture/capture";
import { LayoutChanged } from "@talent/core/capture/errors";
import type { ParsedObservation } from "@talent/core/observation/observation";
import { type HtmlPage, readHtmlPage } from "@talent/readers/html/read-html";
import { noNumbers, perSnapshot } from "../define-source.ts";
import { isMarkup, isWithoutAddress } from "../file-kind.ts";
import { isIndexUrl, monthPages } from "./index-page.ts";
import { LEVELS } from "./levels.ts";
import { monthOfAddress, monthOfPage } from "./month-pages.ts";
import { readTable } from "./read-table.ts";
import { refuseCopies } from "./refuse-copies.ts";

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
