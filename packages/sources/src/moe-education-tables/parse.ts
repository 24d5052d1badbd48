import type { Exchange, Refusal } from "@talent/core/capture/capture";
import { ExpectationUnmet, LayoutChanged, RefusalError, refusalOf } from "@talent/core/capture/errors";
import type { ParsedObservation } from "@talent/core/observation/observation";
import { calendarYear } from "@talent/core/time/period";
import { type ExchangeReading, noNumbers, perSnapshot } from "../define-source.ts";
import { isWithoutAddress } from "../file-kind.ts";
import { isIndexUrl, newerDataYear, TABLE_NAME, type TableAddress, tableAddress, tableLink } from "./addresses.ts";
import { findTable } from "./find-table.ts";
import { COLUMNS, LEVEL_DIMENSIONS, statusOf } from "./levels.ts";
import { readRows } from "./read-rows.ts";

/** Indexes and tables by their addresses; a page handed in without one by its title. */
export function recognise(exchange: Exchange): boolean {
  if (isIndexUrl(exchange.url) || tableAddress(exchange.url) !== null) return true;
  if (!isWithoutAddress(exchange)) return false;
  return new RegExp(`<title>[^<]*${TABLE_NAME}`, "i").test(new TextDecoder().decode(exchange.body.subarray(0, 16_384)));
}

/** Graduates, entrants and enrolment of a data year by level; from an index no number, but its link must be there. */
export const parse = perSnapshot(recognise, (exchange) => {
  if (isIndexUrl(exchange.url)) return readIndex(exchange);
  const { year, publishedOn } = dataYearOf(exchange);
  const period = calendarYear(year).id;
  const refusals: Refusal[] = [];
  const numbers = readRows(findTable(exchange), refusals);
  const observations = numbers.map(({ level, column, cell, value }): ParsedObservation => {
    const { locator, text: raw } = cell;
    const key = { indicator: COLUMNS[column], area: "CHN", dimensions: LEVEL_DIMENSIONS[level], period };
    return { ...key, value, unit: "persons", status: statusOf(year, level, column), publishedOn, locator, raw };
  });
  return { observations, refusals };
});

function readIndex(index: Exchange): ExchangeReading {
  tableLink(index);
  const year = newerDataYear(index);
  if (year === null) return noNumbers;
  const fault = new ExpectationUnmet(`the index leads to data year ${year}, which nobody asks for yet`);
  return { observations: [], refusals: [refusalOf(fault, "value")] };
}

function dataYearOf(exchange: Exchange): TableAddress {
  const address = tableAddress(exchange.url);
  if (address === null)
    throw new RefusalError(
      "not_recognised",
      "the page does not print its data year: hand it in with its address on www.moe.gov.cn as --url",
    );
  const captured = exchange.capturedAt.slice(0, 10);
  if (`${address.year}-12-31` > captured || address.publishedOn > captured)
    throw new LayoutChanged(
      `the address is of data year ${address.year}, out on ${address.publishedOn}, but the page was taken on ${captured}`,
    );
  return address;
}
