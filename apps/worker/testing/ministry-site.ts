import { recorded } from "./publishers.ts";

// The education ministry's site: the tables that were recorded, and for the years that were not, tables in its structure with numbers of ours.

type Page = { readonly body: string; readonly headers: Readonly<Record<string, string>> };

const SITE = "http://www.moe.gov.cn/jyb_sjzl/moe_560/";
const HTML = { "content-type": "text/html; charset=utf-8" };
/** Rows that stand first under a section: they stay as they are, so that what is added below is added to their section too. */
const FIRST_PART = /博\s*士|Normal Courses/;

/** Stamps of recorded tables, by data year. */
const RECORDED: Readonly<Record<number, string>> = {
  2015: "2016-10-20T06-00-00Z",
  2016: "2017-08-30T06-00-00Z",
  2017: "2018-08-15T06-00-00Z",
  2019: "2020-06-20T06-00-00Z",
  2020: "2021-09-10T06-00-00Z",
  2021: "2023-01-10T06-00-00Z",
};

const TABLES: Readonly<Record<number, string>> = {
  2015: "jytjsj_2015/2015_qg/201610/t20161012_284510.html",
  2016: "jytjsj_2016/2016_qg/201708/t20170823_311668.html",
  2017: "jytjsj_2017/qg/201808/t20180808_344698.html",
  2018: "jytjsj_2018/qg/201908/t20190812_394239.html",
  2019: "jytjsj_2019/qg/202006/t20200611_464803.html",
  2020: "2020/quanguo/202108/t20210831_556364.html",
  2021: "2021/quanguo/202301/t20230104_1038067.html",
  2022: "2022/quanguo/202401/t20240104_1097001.html",
  2023: "2023/quanguo/202501/t20250110_1174002.html",
  2024: "2024/quanguo/202602/t20260210_1250003.html",
};

/** Every page the source requests, by its address on plain http. */
export async function ministryPages(): Promise<Map<string, Page>> {
  const bodies = new Map<number, string>();
  for (const [year, stamp] of Object.entries(RECORDED)) {
    const table = [...(await recorded("moe-education-tables", stamp)).values()].find(({ url }) => url.includes(".html"));
    if (table !== undefined) bodies.set(Number(year), new TextDecoder().decode(table.body));
  }
  const pages = new Map<string, Page>();
  for (const [key, path] of Object.entries(TABLES)) {
    const year = Number(key);
    const model = year > 2020 ? 2021 : 2017;
    const body = bodies.get(year) ?? shifted(bodies.get(model) ?? "", (year - model) * 1000);
    pages.set(SITE + path, { body, headers: HTML });
    if (year >= 2020) pages.set(`${SITE}${year}/quanguo/`, { body: indexOf(year, path), headers: HTML });
  }
  return pages;
}

function indexOf(year: number, path: string): string {
  const link = path.replace(`${year}/quanguo/`, "./");
  return `<!DOCTYPE html><html><head><meta charset="utf-8"><title>全国基本情况</title></head><body><ul>
<li><a href="${link.replace(/_(\d+)/, "_9$1")}">各级各类学校校数、教职工、专任教师情况</a></li>
<li><a href="${link}">各级各类学历教育学生情况</a></li></ul></body></html>`;
}

/** The table with other numbers, whose parts still make their wholes. */
function shifted(table: string, by: number): string {
  return table.replace(/<tr>.*?<\/tr>/gs, (row) =>
    FIRST_PART.test(row)
      ? row
      : row.replace(/(<td[^>]*>)(\d{4,})(<\/td>)/g, (_, open, number, close) => `${open}${Number(number) + by}${close}`),
  );
}
