import type { Exchange } from "@talent/core/capture/capture";
import { LayoutChanged } from "@talent/core/capture/errors";
import { month, type Period } from "@talent/core/time/period";
import { readLinks } from "@talent/readers/html/read-html";
import { monthNumber } from "./month-table.ts";

export const INDEX_URL =
  "https://travel.state.gov/content/travel/en/legal/visa-law0/visa-statistics/nonimmigrant-visa-statistics/monthly-nonimmigrant-visa-issuances.html";

/** The folder of monthly tables; immigrant visas lie in `MonthlyIVIssuances`. File names vary too much to say more. */
const TABLE = /\/MonthlyNIVIssuances\/([^/]+)\.(?:pdf|xlsx)$/i;
/** The other table of the same folder, by consular post. */
const BY_POST = /\bby[\s_-]+post\b/i;
const MONTH_IN_NAME = /(?<![a-z])([a-z]{3,9})[\s_.-]*((?:20)\d{2})(?!\d)/i;

/** True for the page that links the months, whatever query or fragment its address carries. */
export function isIndexUrl(url: string): boolean {
  return pathOf(url).toLowerCase() === pathOf(INDEX_URL).toLowerCase() && /^https?:\/\/travel\.state\.gov\//i.test(url);
}

/** True for the address of a month's table, on the publisher's site or on an archive's. */
export function isTableUrl(url: string): boolean {
  const name = TABLE.exec(pathOf(url))?.[1];
  return name !== undefined && !BY_POST.test(name);
}

/** The month a table's address names ("MAY2021", "SEPT 2020"), or null. */
export function monthPromised(url: string): Period | null {
  const [, name = "", year = ""] = MONTH_IN_NAME.exec(TABLE.exec(pathOf(url))?.[1] ?? "") ?? [];
  const number = monthNumber(name);
  return number === null ? null : month(Number(year), number);
}

/** Every month's table the index links on its own site, each once. Throws LayoutChanged when there is none. */
export function tableLinks(index: Exchange): string[] {
  const links = readLinks(index.body, index.url).map((link) => link.href);
  const tables = new Set(links.filter((href) => isTableUrl(href) && isSameSite(href, index.url)));
  if (tables.size === 0) throw new LayoutChanged("the index links no table of monthly issuances");
  return [...tables];
}

function isSameSite(href: string, page: string): boolean {
  return URL.canParse(page) && new URL(href).origin === new URL(page).origin;
}

function pathOf(url: string): string {
  const bare = url.split(/[?#]/)[0] ?? "";
  try {
    return decodeURIComponent(URL.canParse(bare) ? new URL(bare).pathname : bare);
  } catch {
    return bare;
  }
}
