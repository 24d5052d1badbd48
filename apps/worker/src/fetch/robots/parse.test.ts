import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decidingRule, parseRobots } from "./parse.ts";

const ME = "ChinaAITalentMonitor";
const at = (path: string): URL => new URL(`https://example.org${path}`);
const rule = (file: string, path: string) => decidingRule(parseRobots(file, ME), at(path));
const may = (file: string, path: string): boolean => rule(file, path)?.allow ?? true;
const all = (...lines: string[]): string => ["User-agent: *", ...lines].join("\n");

describe("which group applies to us", () => {
  it("is the one that names our product, whatever its case and version, and then no other", () => {
    const file = "User-agent: *\nDisallow: /\n\nUser-Agent:chinaaitalentmonitor/2.0 (x)\nDisallow: /private\n";
    expect(may(file, "/data")).toBe(true);
    expect(may(file, "/private/x")).toBe(false);
  });
  it("is no group whose name only begins like ours or is part of it", () => {
    for (const name of ["ChinaAITalent", "ChinaAITalentMonitor-Images", "Monitor", ""])
      expect(may(`User-agent: ${name}\nDisallow: /\n`, "/data")).toBe(true);
  });
  it("is all groups that name us, taken together", () => {
    const file = `User-agent: ${ME}\nDisallow: /a\nUser-agent: other\nDisallow: /\nUser-agent: ${ME}\nDisallow: /b\n`;
    expect([may(file, "/a"), may(file, "/b"), may(file, "/c")]).toEqual([false, false, true]);
  });
  it("is shared by names in a row, with blank lines, comments, site maps and delays between them", () => {
    const file = `User-agent: other\n\n# us too\nSitemap: https://example.org/map.xml\nCrawl-delay: 4\nUser-agent: ${ME} # here\nDisallow: /a\n`;
    expect(may(file, "/a")).toBe(false);
    expect(parseRobots(file, ME).delaySeconds).toBe(4);
  });
  it("begins anew with a name after a rule", () => {
    const file = `User-agent: ${ME}\nDisallow: /a\nUser-agent: other\nDisallow: /b\n`;
    expect([may(file, "/a"), may(file, "/b")]).toEqual([false, true]);
  });
  it("is none in an empty file, a page of HTML, and rules before any name", () => {
    for (const file of ["", "<!doctype html><html><p>Disallow: /</p></html>", "Disallow: /\n"]) expect(may(file, "/x")).toBe(true);
  });
  it("is read with a byte order mark, any line ends and spaces", () => {
    expect(may("\uFEFFuser-agent : *\r\n  DISALLOW :  /x  \rAllow: /x/y", "/x/z")).toBe(false);
    expect(may("\uFEFFuser-agent : *\r\n  DISALLOW :  /x  \rAllow: /x/y", "/x/y")).toBe(true);
  });
  it("may request a pause; what is no number is ignored, the longest applies", () => {
    expect(parseRobots(all("Crawl-delay: 2.5", "Disallow:"), ME).delaySeconds).toBe(2.5);
    expect(parseRobots(all("Crawl-delay: soon"), ME).delaySeconds).toBeNull();
    expect(parseRobots(`${all("Crawl-delay: 1", "Disallow: /a")}\n${all("Crawl-delay: 9", "Disallow: /b")}`, ME).delaySeconds).toBe(9);
  });
});

describe("which rule decides", () => {
  it.each([
    // The examples of RFC 9309 5.1 and 5.2, and the tables every parser of the standard agrees on.
    ["/example/page/disallowed.gif", ["Allow: /example/page/", "Disallow: /example/page/disallowed.gif"], false],
    ["/example/page/x", ["Allow: /example/page/", "Disallow: /example/"], true],
    ["/page", ["Allow: /page", "Disallow: /page"], true],
    ["/page", ["Disallow: /page", "Allow: /page"], true],
    ["/a.gif", ["Disallow: *.gif$"], false],
    ["/a.gif?x", ["Disallow: *.gif$"], true],
    ["/fish", ["Disallow: /fish"], false],
    ["/fishheads/yummy.html", ["Disallow: /fish"], false],
    ["/Fish.asp", ["Disallow: /fish"], true],
    ["/catfish", ["Disallow: /fish"], true],
    ["/fish", ["Disallow: /fish/"], true],
    ["/fish/salmon", ["Disallow: /fish/"], false],
    ["/folder/file.php?x=1", ["Disallow: /*.php"], false],
    ["/file.php?x=1", ["Disallow: /*.php$"], true],
    ["/fishheads/cat.php", ["Disallow: /fish*.php"], false],
    ["/page.htm", ["Allow: /page", "Disallow: /*.htm"], false],
    ["/", ["Allow: /$", "Disallow: /"], true],
    ["/x", ["Allow: /$", "Disallow: /"], false],
    ["/x?q=1", ["Disallow: /*?"], false],
    ["/x", ["Disallow:"], true],
    ["/private", ["Disallow: private"], false],
    ["/ab", ["Disallow: /*b*b$"], true],
    ["/aba", ["Disallow: /a*a$"], false],
    ["/a", ["Disallow: /a*a$"], true],
    ["/a", ["Disallow: /**$"], false],
  ])("%s under %j: %s", (path, lines, expected) => expect(may(all(...lines), path)).toBe(expected));
  it.each([
    // RFC 9309 2.2.2: octets are compared, whether a side wrote them bare or escaped.
    ["/foo/bar/%E3%83%84", "/foo/bar/ツ"],
    ["/foo/bar/ツ", "/foo/bar/%e3%83%84"],
    ["/foo/bar/baz", "/foo/bar/%62%61%7A"],
    ["/foo/bar/%62%61%7a", "/foo/bar/baz"],
    ["/path/file-with-a-%2A.html", "/path/file-with-a-*.html"],
    ["/path/foo-%24", "/path/foo-$"],
  ])("a rule %s is about %s", (pattern, path) => expect(may(all(`Disallow: ${pattern}`), path)).toBe(false));
  it("does not treat an escaped slash as a slash", () => expect(may(all("Disallow: /a/b"), "/a%2Fb")).toBe(true));
  it("names the line that decided, as printed", () =>
    expect(rule(all("Allow: /a", "Disallow: /a/B*"), "/a/Bc")).toMatchObject({ line: 3, printed: "/a/B*", allow: false }));
  it("does not spin on a pattern made to make us spin", () => {
    const before = process.cpuUsage();
    expect(may(all(`Disallow: /${"*a".repeat(5_000)}b$`), `/${"a".repeat(20_000)}`)).toBe(true);
    expect(process.cpuUsage(before).user).toBeLessThan(1_000_000);
  });
  it("agrees with the same pattern as a regular expression", () =>
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("a", "b", "/", "*"), { maxLength: 8 }),
        fc.boolean(),
        fc.array(fc.constantFrom("a", "b", "/"), { maxLength: 10 }),
        (marks, anchored, letters) => {
          const pattern = `/${marks.join("")}`;
          const path = `/x${letters.join("")}`.replace("/x/", "/");
          const expression = new RegExp(`^${pattern.replaceAll("*", ".*")}${anchored ? "$" : ""}`);
          expect(may(all(`Disallow: ${pattern}${anchored ? "$" : ""}`), path)).toBe(!expression.test(at(path).pathname));
        },
      ),
      { numRuns: 300 },
    ));
});
