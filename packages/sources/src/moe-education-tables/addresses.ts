import type { Exchange } from "@talent/core/capture/capture";
import { LayoutChanged } from "@talent/core/capture/errors";
import { readLinks } from "@talent/readers/html/read-html";
import { withoutWhitespace } from "./label.ts";

const BASE = "https://www.moe.gov.cn/jyb_sjzl/moe_560/";
const FOLDER = String.raw`moe\.gov\.cn\/(?:jyb_sjzl|s78\/A03)\/moe_560\/(?:jytjsj_)?(\d{4})\/(?:\d{4}_qg|qg|quanguo)\/`;
const TABLE = new RegExp(`${FOLDER}\\d{6}/t(\\d{8})_\\d+\\.html$`, "i");
const INDEX = new RegExp(`${FOLDER}(?:index\\.html)?$`, "i");
const OTHER_YEAR = /moe_560\/(?:jytjsj_)?(\d{4})\//i;

/** The table's name in the lists and on its own page. */
export const TABLE_NAME = "各级各类学历教育学生";

/** The newest data year whose index we request: raise it when the ministry publishes the next one, which the index then says. */
export const NEWEST_YEAR = 2024;
const FIRST_INDEX = 2020;
export const INDEXES: readonly string[] = Array.from(
  { length: NEWEST_YEAR - FIRST_INDEX + 1 },
  (_, back) => `${BASE}${NEWEST_YEAR - back}/quanguo/`,
);

/** Tables of the years before, whose addresses have not moved. */
export const OLDER_TABLES: readonly string[] = [
  "jytjsj_2019/qg/202006/t20200611_464803.html",
  "jytjsj_2018/qg/201908/t20190812_394239.html",
  "jytjsj_2017/qg/201808/t20180808_344698.html",
  "jytjsj_2016/2016_qg/201708/t20170823_311668.html",
  "jytjsj_2015/2015_qg/201610/t20161012_284510.html",
].map((path) => BASE + path);

export type TableAddress = { readonly year: number; readonly publishedOn: string };

/** Data year and publication day, which stand in a table's address and nowhere on its page; null when it is no such address. */
export function tableAddress(url: string): TableAddress | null {
  const [, year, day] = TABLE.exec(withoutQuery(url)) ?? [];
  if (year === undefined || day === undefined) return null;
  return { year: Number(year), publishedOn: `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}` };
}

export function isIndexUrl(url: string): boolean {
  return INDEX.test(withoutQuery(url));
}

/** The address of the table of all levels, from the index of a data year. Throws LayoutChanged when it lists none of that year. */
export function tableLink(index: Exchange): string {
  const year = INDEX.exec(withoutQuery(index.url))?.[1];
  const found = linksOf(index).find(
    ({ href, text }) => withoutWhitespace(text).startsWith(TABLE_NAME) && String(tableAddress(href)?.year) === year,
  );
  if (found === undefined) throw new LayoutChanged(`the index of data year ${year} lists no table of all levels of that year`);
  return found.href;
}

/** The newest data year an index links, when it is newer than those we request; else null. */
export function newerDataYear(index: Exchange): number | null {
  const years = linksOf(index).map(({ href }) => Number(OTHER_YEAR.exec(href)?.[1] ?? 0));
  const newest = Math.max(0, ...years);
  return newest > NEWEST_YEAR ? newest : null;
}

function linksOf(page: Exchange): { href: string; text: string }[] {
  const contentType = page.headers["content-type"];
  return readLinks(page.body, page.url, contentType === undefined ? {} : { contentType });
}

function withoutQuery(url: string): string {
  return url.split(/[?#\s]/)[0] ?? "";
}
