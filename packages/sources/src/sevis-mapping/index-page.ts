import type { Exchange } from "@talent/core/capture/capture";
import { LayoutChanged } from "@talent/core/capture/errors";
import { readLinks } from "@talent/readers/html/read-html";
import { monthOfAddress } from "./month-pages.ts";

export const INDEX_URL = "https://studyinthestates.dhs.gov/sevis-by-the-numbers/sevis-by-the-numbers-data";

const INDEX = /^https?:\/\/(?:www\.)?studyinthestates\.dhs\.gov\/sevis-by-the-numbers\/sevis-by-the-numbers-data\/?$/i;

/** True for the page that lists the months. */
export function isIndexUrl(url: string): boolean {
  return INDEX.test(url.split(/[?#\s]/)[0] ?? "");
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
