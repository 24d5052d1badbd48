import type { Exchange } from "@talent/core/capture/capture";
import { LayoutChanged, StaleCopy } from "@talent/core/capture/errors";
import { MONTHS } from "@talent/core/text/format";
import { month, type Period } from "@talent/core/time/period";
import { type HtmlPage, readLinks } from "@talent/readers/html/read-html";
import { printedText, walkElements } from "@talent/readers/html/tree";

export const INDEX_URL = "https://studyinthestates.dhs.gov/sevis-by-the-numbers/sevis-by-the-numbers-data";

const INDEX_ADDRESS = /^https?:\/\/(?:www\.)?studyinthestates\.dhs\.gov\/sevis-by-the-numbers\/sevis-by-the-numbers-data\/?$/i;

/** True for the page that lists the months. */
export function isIndexUrl(url: string): boolean {
  return INDEX_ADDRESS.test(url.split(/[?#\s]/)[0] ?? "");
}

/** The addresses of all month pages the index lists on its own site, newest month first. Throws LayoutChanged when it lists none. */
export function monthPages(index: Exchange): string[] {
  const contentType = index.headers["content-type"];
  const links = readLinks(index.body, index.url, contentType === undefined ? {} : { contentType });
  const months = new Map<string, string>();
  for (const { href } of links) {
    const month = monthOfAddress(href);
    if (month !== null && isSameHost(href, index.url) && !months.has(month.id)) months.set(month.id, href.split(/[?#]/)[0] ?? href);
  }
  if (months.size === 0) throw new LayoutChanged("the index lists no page of a month");
  return [...months].sort(([a], [b]) => (a < b ? 1 : -1)).map(([, href]) => href);
}

function isSameHost(href: string, page: string): boolean {
  return URL.canParse(href) && URL.canParse(page) && new URL(href).host === new URL(page).host;
}

const MONTH_NAMES = MONTHS.map((name) => name.toLowerCase());
const MONTH_ADDRESS = new RegExp(`/sevis-data-mapping-tool/(${MONTH_NAMES.join("|")})-(\\d{4})-sevis-data-mapping-tool-data/?$`, "i");
const PRINTED_MONTH = new RegExp(`\\b(${MONTH_NAMES.join("|")})\\s+(\\d{4})\\b`, "gi");
/** Where a page says which month it is about; months elsewhere (news, links to other pages) say nothing about the table. */
const HEADINGS = new Set(["title", "h1", "caption"]);

/** The month an address names, on the publisher's site or an archive's; null when it is no such address. */
export function monthOfAddress(url: string): Period | null {
  const match = MONTH_ADDRESS.exec(url.split(/[?#\s]/)[0] ?? "");
  return match === null ? null : monthNamed(match[1] ?? "", match[2] ?? "");
}

/**
 * The month a page is about, as printed in its title and headings. Throws LayoutChanged when none is printed or it has not begun by the
 * capture, StaleCopy when the headings or the address name another: then an older table may stand under a newer name.
 */
export function monthOfPage(exchange: Exchange, page: HtmlPage): Period {
  const printed = printedMonths(page);
  const [period] = printed;
  if (period === undefined) throw new LayoutChanged("neither the title nor a heading of the page names a month");
  const named = [...printed, monthOfAddress(exchange.url) ?? period];
  const other = named.find(({ id }) => id !== period.id);
  if (other !== undefined) throw new StaleCopy(`the page names both ${period.id} and ${other.id}`);
  if (period.start > exchange.capturedAt.slice(0, 10)) throw new LayoutChanged(`${period.id} had not begun when the page was taken`);
  return period;
}

function printedMonths(page: HtmlPage): Period[] {
  const texts: string[] = [];
  walkElements(page.root, (element) => {
    if (HEADINGS.has(element.name)) texts.push(printedText(element));
    return element.name !== "tr";
  });
  return texts.flatMap((text) => [...text.matchAll(PRINTED_MONTH)].map((match) => monthNamed(match[1] ?? "", match[2] ?? "")));
}

function monthNamed(name: string, year: string): Period {
  return month(Number(year), MONTH_NAMES.indexOf(name.toLowerCase()) + 1);
}
