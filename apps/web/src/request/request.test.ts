import { describe, expect, it } from "vitest";
import { asOfProblem, readAsOf } from "./as-of.ts";
import { href } from "./href.ts";
import { readPageQuery, themeOf } from "./page-query.ts";

describe("as_of of a page", () => {
  it("takes a bare date for the end of that day", () => {
    expect(readAsOf("2025-02-10")?.instant.toISOString()).toBe("2025-02-10T23:59:59.999Z");
  });
  it.each([undefined, ""])("is now when it is %o", (value) => expect(readAsOf(value)).toBeNull());
  it.each(["2025-02-30", "tomorrow", "2025-02-10T12:00", "<script>"])("says what is wrong with %s", (text) => {
    expect(asOfProblem([text])).toContain("as_of must be a day");
  });
  it("cannot be two days at once", () => expect(asOfProblem(["2025-01-01", "2025-01-02"])).toContain("more than once"));
});

describe("a link", () => {
  it("carries the as-of and the theme along, before the anchor", () => {
    expect(href("/#ledger", { as_of: "2025-02-10", theme: "dark" }, { verdict: "contradicted" })).toBe(
      "/?verdict=contradicted&as_of=2025-02-10&theme=dark#ledger",
    );
  });
  it("leaves out what is empty, and encodes what is not", () => {
    expect(href("/about", { as_of: undefined }, { q: "a&b" })).toBe("/about?q=a%26b");
    expect(href("/", {})).toBe("/");
  });
});

describe("the query of a page", () => {
  it("takes the first of a repeated parameter and knows no foreign theme", async () => {
    const query = await readPageQuery(Promise.resolve({ verdict: ["holds", "lapsed"], theme: "<dark>" }));
    expect([query.one("verdict"), query.one("missing"), query.carried]).toEqual(["holds", null, { as_of: undefined, theme: undefined }]);
  });
  it("has two themes", () => expect(["light", "dark", "blue", null].map(themeOf)).toEqual(["light", "dark", null, null]));
});
