import type { Exchange } from "@talent/core/capture/capture";
import { LayoutChanged } from "@talent/core/capture/errors";
import { readLinks } from "@talent/readers/html/read-html";

export const LANDING_URL = "https://travel.state.gov/content/travel/en/legal/visa-law0/visa-statistics/nonimmigrant-visa-statistics.html";

/** The workbook's name carries its first and last fiscal year, and changes every year. */
const WORKBOOK = /\/FYs?97-(\d{2})[ _]?NIVDetailTable[^/]*\.xlsx(?:\s.*)?$/i;

/** True for the page that links the workbook, whatever query or fragment its address carries. */
export function isLandingUrl(url: string): boolean {
  return pathOf(url).toLowerCase() === pathOf(LANDING_URL) && /^https?:\/\/travel\.state\.gov\//i.test(url);
}

/** True for an address of the workbook, on the publisher's site or on an archive's. */
export function isWorkbookUrl(url: string): boolean {
  return WORKBOOK.test(pathOf(url));
}

/** The last fiscal year the workbook's address promises, or null when it is no such address. */
export function lastYearOf(url: string): number | null {
  const digits = WORKBOOK.exec(pathOf(url))?.[1];
  return digits === undefined ? null : 2000 + Number(digits);
}

/** The newest workbook the landing page links on its own site. Throws LayoutChanged when there is none. */
export function workbookLink(landing: Exchange): string {
  const links = readLinks(landing.body, landing.url)
    .map((link) => link.href)
    .filter((href) => isWorkbookUrl(href) && isSameSite(href, landing.url));
  const newest = links.sort((a, b) => (lastYearOf(b) ?? 0) - (lastYearOf(a) ?? 0))[0];
  if (newest === undefined) throw new LayoutChanged("the landing page links no workbook of issuances by nationality and class");
  return newest;
}

function isSameSite(href: string, page: string): boolean {
  return URL.canParse(href) && URL.canParse(page) && new URL(href).origin === new URL(page).origin;
}

function pathOf(url: string): string {
  const bare = url.split(/[?#]/)[0] ?? "";
  try {
    return decodeURIComponent(URL.canParse(bare) ? new URL(bare).pathname : bare);
  } catch {
    return bare;
  }
}
