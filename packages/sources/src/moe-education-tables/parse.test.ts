import { readFileSync } from "node:fs";
import type { Exchange } from "@talent/core/capture/capture";
import { describe, expect, it } from "vitest";
import { exchangeOf, readSnapshot, refusalTexts, valuesByPeriod } from "../../testing/exchanges.ts";
import { source } from "./source.ts";

const fixture = (path: string) => readFileSync(new URL(`./fixtures/${path}`, import.meta.url), "utf8");
const OF_2017 = fixture("2018-08-15T06-00-00Z/students-2017.html");
const OF_2020 = fixture("2021-09-10T06-00-00Z/students-2020.html");
const OF_2021 = fixture("2023-01-10T06-00-00Z/students-2021.html");
const INDEX = fixture("2021-09-10T06-00-00Z/index.html");
const BASE = "https://www.moe.gov.cn/jyb_sjzl/moe_560/";
const URL_2017 = `${BASE}jytjsj_2017/qg/201808/t20180808_344698.html`;
const URL_2020 = `${BASE}2020/quanguo/202108/t20210831_556364.html`;
const URL_2021 = `${BASE}2021/quanguo/202301/t20230104_1038067.html`;

const paged = (text: string, url = URL_2020, more: Partial<Exchange> = {}) =>
  exchangeOf(url, text, { headers: { "content-type": "text/html; charset=utf-8" }, ...more });
const read = (text: string, url?: string) => readSnapshot(source, paged(text, url));
const graduates = async (text: string, level: string, url?: string) =>
  Object.values(valuesByPeriod((await read(text, url)).observations, "cn-graduates", "CHN", { level }))[0];

/** The table with one text in another's place; the text must be there. */
function edited(from: string | RegExp, to: string, text = OF_2020): string {
  const after = text.replace(from, to);
  if (after === text) throw new Error(`nothing to replace: ${from}`);
  return after;
}

const whole = async (text: string, url?: string) => {
  const { observations, refusals } = await read(text, url);
  expect(observations).toEqual([]);
  return refusalTexts(refusals);
};

describe("moe-education-tables reads rows by the section they stand in", () => {
  it("though bachelors and short-cycle courses have one name in three sections", async () => {
    expect((await read(OF_2020)).refusals).toEqual([]);
    const normal = ["regular-normal", "adult-normal", "web-based-normal"];
    expect(await Promise.all(normal.map((level) => graduates(OF_2020, level)))).toEqual([4205097, 1226385, 866120]);
    const short = ["regular-short-cycle", "adult-short-cycle", "web-based-short-cycle"];
    expect(await Promise.all(short.map((level) => graduates(OF_2020, level)))).toEqual([3766894, 1243177, 1856377]);
  });

  it("in whatever order the sections come, and under whatever numbers", async () => {
    const rows = OF_2020.match(/<tr><td>(?:&nbsp;){3,}.*<\/tr>/g) ?? [];
    const [regular, adult] = [rows.slice(3, 6).join("\n"), rows.slice(6, 9).join("\n")];
    const swapped = edited(`${regular}\n${adult}`, `${adult}\n${regular}`).replace("(二)普通", "(三)普通").replace("(三)成人", "(二)成人");
    expect((await read(swapped)).refusals).toEqual([]);
    expect([await graduates(swapped, "regular-normal"), await graduates(swapped, "adult-normal")]).toEqual([4205097, 1226385]);
  });

  it("whatever blanks are in a label, whichever apostrophe, and with a mark after it", async () => {
    for (const label of [
      "博 士 Doctor′s Degree",
      "博&nbsp;&nbsp;士 Doctor?s Degree",
      "博　士",
      "博 士* Doctor’s Degree",
      "<span>博</span><span>士</span>",
    ]) {
      expect(await graduates(edited("博 士 Doctor´s Degree", label), "phd")).toBe(66176);
    }
    expect(await graduates(OF_2017, "postgraduate", URL_2017)).toBe(578045);
    expect(await graduates(edited("(一)研究生", "（一） 研究生"), "postgraduate")).toBe(728627);
    expect(await graduates(edited(/<tr><td>((?:&nbsp;)*博 士) Doctor/, "<tr><td>$1<br>Doctor"), "phd")).toBe(66176);
  });

  it("and nothing past higher education: pupils of secondary schools are no graduates", async () => {
    const { observations } = await read(OF_2020);
    expect(observations).toHaveLength(36);
    expect(observations.some((seen) => (seen.value ?? 0) > 40_000_000)).toBe(false);
    const bare = edited("二、中等教育 Secondary Education", "二、别的 Another Part");
    expect((await read(bare)).refusals).toEqual([]);
  });

  it("leaves out what is printed as missing or blank, and never reads it as zero", async () => {
    const { observations, refusals } = await read(edited("<td>866120</td>", "<td>—</td>"));
    expect(refusals).toEqual([]);
    expect(valuesByPeriod(observations, "cn-graduates", "CHN", { level: "web-based-normal" })).toEqual({});
    expect(valuesByPeriod(observations, "cn-entrants", "CHN", { level: "web-based-normal" })).toEqual({ "2020": 1072248 });
  });

  it("passes over the heading that stood in the place of web-based courses, and over master's degrees beside a job", async () => {
    const at2016 = edited(
      /\(四\)网络本专科生.*?(?=<tr><td>二、)/s,
      "(四)其他各类高等学历教育</td><td></td><td></td><td></td></tr>\n<tr><td>1. 在职人员攻读硕士学位</td><td></td><td>162374</td><td>596086</td></tr>\n",
    );
    const { observations, refusals } = await read(at2016);
    expect([observations.length, refusals]).toEqual([27, []]);
  });

  it("takes the table with most numbers when the page is laid out in tables", async () => {
    const { observations } = await read(edited("<td>2021</td>", `<td><table>${"<tr><td>1</td><td>2</td></tr>".repeat(5)}</table></td>`));
    expect(observations).toHaveLength(36);
    const [first] = observations;
    expect(first?.locator).toMatchObject({ kind: "html", row: 5 });
  });

  it("dates a table by its address: the data year, and the day it came out", async () => {
    const { observations } = await read(OF_2017, `${URL_2017}?from=list`);
    expect(new Set(observations.map((seen) => `${seen.period} ${seen.publishedOn}`))).toEqual(new Set(["2017 2018-08-08"]));
  });
});

describe("moe-education-tables marks the years in which a level came to mean something else", () => {
  const broken = async (text: string, url: string) =>
    (await read(text, url)).observations.filter((seen) => seen.status === "B").map((seen) => `${seen.indicator} ${seen.dimensions.level}`);

  it("2017: entrants and enrolment of postgraduates, not graduates", async () => {
    const levels = ["postgraduate", "phd", "master"];
    expect((await broken(OF_2017, URL_2017)).sort()).toEqual(
      ["cn-enrolment", "cn-entrants"].flatMap((id) => levels.map((level) => `${id} ${level}`)).sort(),
    );
    expect(await broken(OF_2020, URL_2020)).toEqual([]);
  });

  it("2021: regular undergraduates and vocational programmes are two sections, and their sum is not printed", async () => {
    const { observations, refusals } = await read(OF_2021, URL_2021);
    expect([observations.length, refusals]).toEqual([33, []]);
    const of = (level: string) => valuesByPeriod(observations, "cn-graduates", "CHN", { level });
    expect([of("regular-normal"), of("regular-short-cycle"), of("regular")]).toEqual([{ "2021": 4280970 }, { "2021": 3984094 }, {}]);
    expect(new Set(await broken(OF_2021, URL_2021))).toEqual(
      new Set(["cn-graduates", "cn-entrants", "cn-enrolment"].flatMap((id) => [`${id} regular-normal`, `${id} regular-short-cycle`])),
    );
  });

  it("2021: vocational bachelors still have to make the vocational total", async () => {
    expect(await whole(edited("<td>41381</td>", "<td>41382</td>", OF_2021), URL_2021)).toEqual([
      "total_mismatch (snapshot): 招生数: the rows under 5567182 add up to 5567183",
    ]);
  });
});

describe("moe-education-tables refuses what it cannot be sure of", () => {
  it.each([
    ["doctorates and master's degrees that do not make the postgraduates", "66176", "66177"],
    ["courses that do not make the regular ones", "4205097", "4205000"],
    ["adult courses that do not make their section", "1226385", "1226384"],
  ])("%s", async (_, from, to) => {
    expect(await whole(edited(`<td>${from}</td>`, `<td>${to}</td>`))).toEqual([
      expect.stringMatching(/^total_mismatch \(snapshot\): 毕业生数/),
    ]);
  });

  it("a column that is renamed, gone, new, or carries the other's English", async () => {
    const column = (to: string) => whole(edited("毕业生数<br>Graduates", to));
    expect(await column("预计毕业生数<br>Estimated Graduates")).toEqual([
      expect.stringMatching(/^layout_changed \(snapshot\): .*missing column "毕业生数"/),
    ]);
    expect(await column("毕业生数<br>Entrants")).toEqual([expect.stringMatching(/^layout_changed/)]);
    expect(await column("招生数<br>Entrants")).toEqual([expect.stringMatching(/^layout_changed \(snapshot\): .*there twice/)]);
    const more = OF_2020.replace(/<td>(?=毕业生数)/, "<td>授予学位数</td><td>").replace(/<\/td><td>(?=[\d—])/g, "</td><td>1</td><td>");
    expect(await whole(more)).toEqual([expect.stringMatching(/^layout_changed \(snapshot\): unexpected column "授予学位数"/)]);
  });

  it("but not columns in another order", async () => {
    const turned = OF_2020.replace(
      /(<tr><td>.*?<\/td>)<td>(.*?)<\/td><td>(.*?)<\/td><td>(.*?)<\/td><\/tr>/g,
      "$1<td>$4</td><td>$2</td><td>$3</td></tr>",
    );
    expect((await read(turned)).refusals).toEqual([]);
    expect(await graduates(turned, "phd")).toBe(66176);
  });

  it("another unit, or none", async () => {
    expect(await whole(edited("单位：人", "单位：万人"))).toEqual(['unit_changed (snapshot): the table counts in "万人", not in persons']);
    expect(await whole(edited("单位：人", "单 位: 所"))).toEqual([expect.stringMatching(/counts in "所"/)]);
    const none = edited("unit：person", "", edited("单位：人", ""));
    expect(await whole(none)).toEqual(["unit_changed (snapshot): the page does not say in which unit it counts"]);
    const tenThousands = OF_2020.replace(/<td>(\d{5,})<\/td>/g, (_, text: string) => `<td>${Math.round(Number(text) / 10_000)}</td>`);
    expect(await whole(tenThousands)).toEqual([expect.stringMatching(/^(total_mismatch|unit_changed) \(snapshot\)/)]);
  });

  it("the unit is read on the page when the table does not say it, and the ministry's own line is none", async () => {
    const moved = edited("<div class", "<p>单位：人</p><div class", edited("unit：person", "", edited("单位：人", "")));
    expect((await read(moved)).refusals).toEqual([]);
  });

  it.each(["72.86万", "７２８６２７", "728 627", "约728627", "-728627"])("a number printed as %s, which is never guessed", async (text) => {
    const texts = await whole(edited("<td>728627</td>", `<td>${text}</td>`));
    expect(texts).toEqual([
      expect.stringMatching(/^not_a_number \(value\)/),
      "expectation_unmet (snapshot): mandatory series without a number: cn-graduates|CHN|level=postgraduate",
    ]);
  });

  it("a row it has never seen, and what stands under it", async () => {
    const { observations, refusals } = await read(edited("(四)网络本专科生 Web-based Undergraduates", "(四)开放教育学生 Open Education"));
    expect(refusalTexts(refusals)).toEqual([
      'unknown_code (value): unknown row "(四)开放教育学生 Open Education"',
      'unknown_code (value): unknown row "本　科 Normal Courses"',
      expect.stringMatching(/^unknown_code \(value\): unknown row "专\s科 Short-cycle Courses"$/),
    ]);
    expect(observations).toHaveLength(27);
  });

  it("a row with numbers and no label", async () => {
    expect(await whole(edited(/<tr><td>(?:&nbsp;)*\(一\)研究生 Postgraduates/, "<tr><td>"))).toEqual(
      expect.arrayContaining([expect.stringMatching(/^unknown_code \(value\)/), expect.stringMatching(/^expectation_unmet \(snapshot\)/)]),
    );
  });

  it("a section that is there twice", async () => {
    expect(await whole(edited("(三)成人本专科", "(三)普通本专科"))).toEqual([expect.stringMatching(/^duplicate_key \(snapshot\)/)]);
  });

  it("half the table, another table, a page without any", async () => {
    const lines = OF_2020.split("\n");
    const half = lines.filter((line, at) => !line.startsWith("<tr>") || at < 22).join("\n");
    expect(await whole(half)).toEqual([expect.stringMatching(/^expectation_unmet \(snapshot\)/)]);
    expect(await whole(OF_2020.replaceAll("各级各类学历教育学生情况", "普通高校分学科学生数"))).toEqual([
      "layout_changed (snapshot): the page does not print the table's name",
    ]);
    expect(await whole(edited("一、高等教育", "一、教育"))).toEqual([expect.stringMatching(/has no part "高等教育"/)]);
    expect(await whole("<title>各级各类学历教育学生情况</title><p>维护中</p>")).toEqual([
      expect.stringMatching(/has no table with numbers/),
    ]);
  });

  it("a file where a page was", async () => {
    expect(await whole("PK\u0003\u0004")).toEqual(["layout_changed (snapshot): the document is no web page"]);
  });

  it("a table that claims a year to come", async () => {
    const early = await readSnapshot(source, paged(OF_2020, URL_2020, { capturedAt: "2021-08-01T00:00:00Z" }));
    expect(refusalTexts(early.refusals)).toEqual([expect.stringMatching(/^layout_changed \(snapshot\): the address is of data year 2020/)]);
  });

  it.each([
    ["a challenge page with 200", "<!doctype html><title>Just a moment...</title>", {}, "blocked_by_site"],
    ["a wall with 403", "<h1>403</h1>", { status: 403 }, "blocked_by_site"],
    ["an empty 200", "", {}, "blocked_by_site"],
    ["a page that is gone", "<h1>404</h1>", { status: 404 }, "layout_changed"],
  ])("%s", async (_, text, more, code) => {
    const { observations, refusals } = await readSnapshot(source, paged(text, URL_2020, more));
    expect([observations, refusals]).toMatchObject([[], [{ code, scope: "snapshot" }]]);
  });
});

describe("moe-education-tables finds its tables", () => {
  const index = (text = INDEX, year = 2020) => paged(text, `${BASE}${year}/quanguo/`);

  it("on the index of each year, by name and year, and those of the years before by their address", async () => {
    const urls = source.discover?.([index()]).map((request) => request.url) ?? [];
    expect(urls[0]).toBe(URL_2020);
    expect(urls.slice(1)).toContain(URL_2017);
    expect(await readSnapshot(source, index())).toEqual({ exchange: 0, observations: [], refusals: [] });
  });

  it("and says so when an index does not list it", async () => {
    const renamed = edited("各级各类学历教育 学生情况", "学生情况", INDEX);
    expect(() => source.discover?.([index(renamed)])).toThrow("the index of data year 2020 lists no table of all levels of that year");
    expect(await whole(renamed, `${BASE}2020/quanguo/`)).toEqual([expect.stringMatching(/^layout_changed \(snapshot\)/)]);
  });

  it("and says so when an index links a year that is not requested", async () => {
    const next = edited("</body>", '<a href="/jyb_sjzl/moe_560/2025/">2025年教育统计数据</a></body>', INDEX);
    expect(refusalTexts((await readSnapshot(source, index(next))).refusals)).toEqual([
      "expectation_unmet (value): the index leads to data year 2025, which nobody asks for yet",
    ]);
  });

  it("by address on any of the ministry's hosts, in every form the folders have had", () => {
    const recognised = (url: string) => source.recognise(exchangeOf(url, ""));
    const known = [
      URL_2017,
      URL_2020,
      `http://hudong.moe.gov.cn/jyb_sjzl/moe_560/jytjsj_2016/2016_qg/201708/t20170823_311668.html`,
      `${BASE}2022/quanguo/index.html`,
    ];
    expect(known.map(recognised)).toEqual(known.map(() => true));
    const other = [
      `${BASE}2024/gedi/202603/t20260317_1431201.html`,
      `${BASE}2020/`,
      "https://example.org/moe_560/2020/quanguo/202108/t20210831_556364.html",
    ];
    expect(other.map(recognised)).toEqual(other.map(() => false));
  });

  it("requires the address of a table handed in without one, since no year is printed on it", async () => {
    expect(await whole(OF_2020, "deposit:table.html")).toEqual([expect.stringMatching(/^not_recognised \(snapshot\): .*--url/)]);
    expect(source.recognise(exchangeOf("deposit:other.html", "<title>Other</title>"))).toBe(false);
  });
});
