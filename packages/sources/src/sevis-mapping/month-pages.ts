import type { Exchange } from "@talent/core/capture/capture";
import { LayoutChanged, StaleCopy } from "@talent/core/capture/errors";
import { month, type Period } from "@talent/core/time/period";
import type { HtmlPage } from "@talent/readers/html/read-html";
import { printedText, walk } from "@talent/readers/html/tree";

const NAMES = "january february march april may june july august september october november december".split(" ");
const ADDRESS = new RegExp(`/sevis-data-mapping-tool/(${NAMES.join("|")})-(\\d{4})-sevis-data-mapping-tool-data/?$`, "i");
const PRINTED = new RegExp(`\\b(${NAMES.join("|")})\\s+(\\d{4})\\b`, "gi");
/** Where a page says which month it is about; months elsewhere (news, links to other pages) say nothing about the table. */
const HEADINGS = new Set(["title", "h1", "caption"]);

/** The month an address names, on the publisher's site or an archive's; null when it is no such address. */
export function monthOfAddress(url: string): Period | null {
  const match = ADDRESS.exec(url.split(/[?#\s]/)[0] ?? "");
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
  walk(page.root, (element) => {
    if (HEADINGS.has(element.name)) texts.push(printedText(element));
    return element.name !== "tr";
  });
  return texts.flatMap((text) => [...text.matchAll(PRINTED)].map((match) => monthNamed(match[1] ?? "", match[2] ?? "")));
}

function monthNamed(name: string, year: string): Period {
  return month(Number(year), NAMES.indexOf(name.toLowerCase()) + 1);
}
