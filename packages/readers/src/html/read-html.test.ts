import { RefusalError } from "@talent/core/capture/errors";
import { load } from "cheerio";
import { describe, expect, it } from "vitest";
import { cpuMs } from "../../testing/processor-time.ts";
import { isBotWall, readHtmlTable, readHtmlTables, readLinks } from "./read-html.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
const grid = (html: string) => readHtmlTable(utf8(html)).rows.map((row) => row.cells.map((cell) => cell.text));

function refusal(read: () => unknown): RefusalError {
  const before = cpuMs();
  try {
    read();
  } catch (error) {
    expect(error).toBeInstanceOf(RefusalError);
    expect(cpuMs() - before).toBeLessThan(2000);
    return error as RefusalError;
  }
  throw new Error("nothing was refused");
}

describe("an HTML table", () => {
  it("gives cells that know their table, row and column header", () => {
    const table = readHtmlTable(
      utf8("<h1>x</h1><table class=a><thead><tr><th>Country<th>Active&nbsp;Students<tbody><tr><td>ANTIGUA AND\n  BARBUDA<td>1,234</table>"),
    );
    expect(table.header.map((cell) => cell.text)).toEqual(["Country", "Active\u00A0Students"]);
    expect(table.rows[0]?.at(1)?.text).toBe("ANTIGUA AND BARBUDA");
    expect(table.rows[0]?.at(2)).toEqual({
      text: "1,234",
      locator: { kind: "html", selector: "table", row: 2, column: "Active\u00A0Students" },
    });
    expect(table.find(2, "Country")?.text).toBe("ANTIGUA AND BARBUDA");
    expect(table.find(1, "Country")).toBeUndefined();
    expect(table.find(2, "Pct")).toBeUndefined();
  });

  it("finds its header below a banner of one text, and keeps the banner", () => {
    const table = readHtmlTable(
      utf8(
        "<table><tr><td colspan=3>单位:人<tr><td colspan=3>unit:person<tr><td>&nbsp;<td>毕业生数<br>Graduates<td>招生数<tr><td>博 士<td>53778<td>—</table>",
      ),
    );
    expect(table.banner.map((row) => row.cells[0]?.text)).toEqual(["单位:人", "unit:person"]);
    expect(table.header.map((cell) => cell.text.trim())).toEqual(["", "毕业生数 Graduates", "招生数"]);
    expect(table.rows[0]?.cells.map((cell) => cell.locator)).toMatchObject([
      { row: 4, column: "#1" },
      { row: 4, column: "毕业生数 Graduates" },
      { row: 4, column: "招生数" },
    ]);
    expect(table.find(4, "#1")?.text).toBe("博 士");
    expect(table.find(2, "招生数")?.text).toBe("unit:person");
  });

  it("joins the texts of a header of several rows, and numbers headers printed twice", () => {
    const table = readHtmlTable(
      utf8(
        "<table><tr><th rowspan=2>Year<th colspan=2>China<th colspan=2>Total<tr><th>M<th>F<th><th></th><tr><td>2020<td>1<td>2<td>3<td>4</table>",
      ),
    );
    expect(table.rows[0]?.cells.map((cell) => (cell.locator.kind === "html" ? cell.locator.column : ""))).toEqual([
      "Year",
      "China / M",
      "China / F",
      "Total#4",
      "Total#5",
    ]);
    expect(table.find(3, "Total#5")?.text).toBe("4");
  });

  it("repeats spanned cells, to the end of the section for a rowspan of 0, and never over another cell", () => {
    expect(grid("<table><tr><th>a<th>b<th>c<tr><td rowspan=2>x<td colspan=2>y<tr><td>p<td>q<tr><td>z</table>")).toEqual([
      ["x", "y", "y"],
      ["x", "p", "q"],
      ["z"],
    ]);
    expect(grid("<table><tr><th>a<th>b<tbody><tr><td rowspan=0>x<td>1<tr><td>2<tr><td>3<tbody><tr><td>y<td>4</table>")).toEqual([
      ["x", "1"],
      ["x", "2"],
      ["x", "3"],
      ["y", "4"],
    ]);
    expect(grid("<table><tr><th>a<th>b<th>c<tr><td>1<td>2<td rowspan=2>r<tr><td>3</table>")).toEqual([
      ["1", "2", "r"],
      ["3", "", "r"],
    ]);
  });

  it("leaves the rows and the text of a nested table to that table", () => {
    const tables = readHtmlTables(
      utf8("<table id=outer><tr><th>a<th>b<tr><td>1<table><tr><td>in<td>ner<tr><td>3<td>4</table><td>2</table>"),
    );
    expect(tables.map((table) => table.rows.map((row) => row.cells.map((cell) => cell.text)))).toEqual([[["1", "2"]], [["3", "4"]]]);
    expect(tables[0]?.selector).toBe("table#outer");
  });

  it("is named by a selector that matches it alone, as an independent engine confirms", () => {
    const page = `<html><body><div><table><tr><td>1<td>x</table><table id=two><tr><td>2<td>x</table></div><div><section><table id=twice><tr><td>3<td>x</table></section><o:p><table id=twice><tr><td>4<td>x</table></o:p></div></body></html>`;
    const $ = load(page, { xml: { xmlMode: false } });
    const tables = readHtmlTables(utf8(page));
    expect(tables.map((table) => table.selector)).toContain("table#two");
    expect(tables.map((table) => $(table.selector).length)).toEqual([1, 1, 1, 1]);
    expect(tables.map((table) => $(table.selector).find("td").first().text())).toEqual(["1", "2", "3", "4"]);
    for (const table of tables) expect(readHtmlTable(utf8(page), { selector: table.selector }).header[0]?.text).toBe(table.header[0]?.text);
  });

  it("returns the given selector when that is unambiguous", () => {
    const page = utf8("<table class=a><tr><td>1<td>2</table><table class=b><tr><td>3<td>4</table>");
    expect(readHtmlTable(page, { selector: "table.b" }).header[0]?.locator).toMatchObject({ selector: "table.b" });
    expect(refusal(() => readHtmlTable(page))).toMatchObject({ code: "layout_changed", message: 'the page has 2 tables "table", not one' });
    expect(refusal(() => readHtmlTable(page, { selector: "table.c" }))).toMatchObject({ code: "layout_changed" });
  });

  it("reads as the standard says where end tags are omitted or lost", () => {
    const whole = [
      ["1", "2"],
      ["3", "4"],
    ];
    expect(grid("<table><thead><tr><th>a<th>b<tbody><tr><td>1<td>2<tbody><tr><td>3<td>4</table>")).toEqual(whole);
    expect(grid("<table><tr><td>a<td>b<tr><td><b>1<td>2<tr><td><i>3<td>4</table>")).toEqual(whole);
    expect(grid("<table><td>a<td>b<tr><td>1<td>2<tr><td>3<td>4")).toEqual(whole);
  });

  it("prints no script, style or comment", () => {
    expect(grid("<table><tr><th>a<th>b<tr><td>1<script>2</script><style>3</style><!--4--><td><p>x</p><p>y</p></table>")).toEqual([
      ["1", "x y"],
    ]);
  });

  it("is decoded by byte order mark, header or meta, Chinese encodings included", () => {
    const gb = Uint8Array.from([...utf8("<meta charset=gb2312><table><tr><td>"), 0xd6, 0xd0, 0xb9, 0xfa, ...utf8("<td>x</table>")]);
    expect(readHtmlTable(gb).header[0]?.text).toBe("中国");
    const bare = gb.subarray("<meta charset=gb2312>".length);
    expect(readHtmlTable(bare, { contentType: "text/html; charset=GB18030" }).header[0]?.text).toBe("中国");
    expect(readHtmlTable(bare).header[0]?.text).toContain("\uFFFD");
    expect(refusal(() => readHtmlTable(bare, { contentType: "text/html; charset=klingon" }))).toMatchObject({ code: "unreadable" });
  });
});

describe("hostile HTML", () => {
  it.each([
    ["200,000 nested elements", "<div>".repeat(200_000), /nested deeper/],
    ["20,000 nested tables", "<table><tr><td>".repeat(20_000), /nested deeper/],
    ["100,000 attributes", `<p ${Array.from({ length: 100_000 }, (_, index) => `a${index}=1`).join(" ")}>`, /attributes/],
    ["a column span of thousands, thousands of times", `<table><tr>${"<td colspan=1000>x".repeat(10_000)}</table>`, /columns/],
    ["row spans past a million places", `<table><tr>${"<td rowspan=65534>x".repeat(900)}${"<tr>".repeat(3000)}</table>`, /places/],
    ["thousands of tables", "<table></table>".repeat(3000), /tables/],
  ])("with %s is refused, and soon", (_, page, message) => {
    expect(refusal(() => readHtmlTables(utf8(page)))).toMatchObject({ code: "unreadable", message });
  });

  it("past a limit on bytes or elements is refused", () => {
    expect(refusal(() => readHtmlTables(utf8("<p>x"), { maxBytes: 3 })).message).toMatch(/4 bytes/);
    expect(refusal(() => readHtmlTables(utf8("<p>x<p>y"), { maxElements: 1 })).message).toMatch(/more than 1 elements/);
  });

  it("with text and elements where a browser would move them out reads the rows all the same", () => {
    expect(grid("<table>lost<div>also</div><tr><th>a<th>b</tr>text<form><tr><td>1<td>2</form></table>")).toEqual([["1", "2"]]);
  });

  it("leaves Object.prototype alone", () => {
    const before = Object.getOwnPropertyNames(Object.prototype);
    const table = readHtmlTable(utf8('<table __proto__="x" constructor=y><tr><th>__proto__<th>toString<tr><td __proto__=1>1<td>2</table>'));
    expect(table.find(2, "__proto__")?.text).toBe("1");
    expect(table.find(2, "constructor")).toBeUndefined();
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
  });

  it("stores neither NUL nor lone surrogates", () => {
    expect(
      grid("<table><tr><th>a<th>b<tr><td>x\0y<td>&#xD800;&#0;z</table>")[0]?.every((text) => text.isWellFormed() && !text.includes("\0")),
    ).toBe(true);
  });
});

describe("links", () => {
  it("are absolute web addresses with their text", () => {
    const page = utf8(
      '<a href="/a b.xlsx">NIV <b>(XLSX)</b></a><a href="JaVaScRiPt:alert(1)">x</a><a href="data:,x">x</a><a href="mailto:a@b">m</a><a name=y>no</a><a href="http://[">bad</a><a href="//other.example/c#d">c</a>',
    );
    expect(readLinks(page, "https://x.example/dir/page.html")).toEqual([
      { href: "https://x.example/a%20b.xlsx", text: "NIV (XLSX)" },
      { href: "https://other.example/c#d", text: "c" },
    ]);
  });

  it("follow the page's base", () => {
    expect(readLinks(utf8('<base href="/deep/"><base href="/no/"><a href="f.pdf">f</a>'), "https://x.example/")).toEqual([
      { href: "https://x.example/deep/f.pdf", text: "f" },
    ]);
  });
});

describe("a bot wall", () => {
  const page =
    "<!doctype html><html><head><title>Just a moment...</title></head><body>Enable JavaScript and cookies to continue</body></html>";

  it.each([
    ["403 whatever it says", 403, {}, "<html>data</html>"],
    ["an empty 200", 200, {}, ""],
    ["a blank 200", 200, {}, " \r\n "],
    ["a challenge page with 200", 200, {}, page],
    ["a challenge page with 503", 503, {}, page],
    ["a wall's header", 202, { "X-Amzn-Waf-Action": "challenge" }, "{}"],
    [
      "a wall's page under its header",
      200,
      { "x-datadome": "protected" },
      '<html><script src="https://ct.captcha-delivery.com/c.js"></script></html>',
    ],
    [
      "the address of a puzzle in place of data",
      200,
      { "x-datadome": "protected" },
      '{"url":"https://geo.captcha-delivery.com/captcha/?id=1"}',
    ],
    ["an empty 200 behind a wall", 200, { "x-datadome": "protected" }, ""],
    [
      "an Incapsula frame",
      200,
      {},
      '<html><iframe src="/_Incapsula_Resource?x=1">Request unsuccessful. Incapsula incident ID: 1</iframe></html>',
    ],
  ])("is seen in %s", (_, status, headers, body) => {
    expect(isBotWall(status, headers, utf8(body))).toBe(true);
  });

  it.each([
    ["a page", "<html><h1>Monthly issuances</h1><p>May 2024</p></html>"],
    ["a table", "<html><table><tr><td>1</table></html>"],
    ["a file", "year,heads\n2024,7\n"],
    ["data", '{"url":"https://example.org/","heads":7}'],
  ])("is not seen in %s that the wall let through under its header", (_, body) => {
    expect(isBotWall(200, { "X-DataDome": "protected", server: "DataDome" }, utf8(body))).toBe(false);
  });

  it.each([
    ["a table that mentions a captcha", 200, "<html><p>g-recaptcha</p><table><tr><td>1</table></html>"],
    ["a long page that mentions one", 200, `<html>${"<p>text</p>".repeat(10_000)}g-recaptcha</html>`],
    ["data in other formats", 200, "name,note\nx,just a moment...\n"],
    ["an empty answer that says there is none", 204, ""],
    ["a page that is gone", 404, "<html>Not found</html>"],
  ])("is not seen in %s", (_, status, body) => {
    expect(isBotWall(status, {}, utf8(body))).toBe(false);
  });
});
