import type { Exchange } from "@talent/core/capture/capture";
import { RefusalError } from "@talent/core/capture/errors";
import { edition, type Period } from "@talent/core/time/period";

const PAGE = /^https?:\/\/(?:www\.)?topuniversities\.com\/(?:university-rankings\/)?world-university-rankings\/(\d{4})(?![\d-])/i;

/** True for an address of the ranking's page, with whatever words follow it. */
export function isRankingUrl(url: string): boolean {
  return PAGE.test(url);
}

/** The edition, which stands in the address and nowhere in the workbook. Throws not_recognised asking for it. */
export function editionOf(exchange: Exchange): Period {
  const year = PAGE.exec(exchange.url)?.[1];
  if (year !== undefined) return edition(Number(year));
  throw new RefusalError(
    "not_recognised",
    "the workbook does not print its edition: hand it in with --url https://www.topuniversities.com/world-university-rankings/<edition>",
  );
}
