import { describe, expect, it } from "vitest";
import { atomProblems, linkOf, readXml } from "../../e2e/testing/read-atom.ts";
import { atomDocument } from "./atom.ts";
import { feedPage, matchesEtag } from "./serve-feed.ts";

describe("a page of a feed", () => {
  const plan = { path: "/feeds/claims/x.atom", title: "A claim", subtitle: "What became of it", page: "/claims/x" };
  const linksOf = (before: string | null, older: string | null) => {
    const text = atomDocument(feedPage(plan, before, { entries: [], older }));
    expect(atomProblems(text)).toEqual([]);
    return ["self", "first", "next", "alternate"].map((rel) => linkOf(readXml(text), rel)?.replace("http://localhost:3000", ""));
  };

  it("leads to the first page and the next, until there is none", () => {
    const [path, page] = [plan.path, plan.page];
    expect(linksOf(null, "51")).toEqual([path, path, `${path}?before=51`, page]);
    expect(linksOf("51", null)).toEqual([`${path}?before=51`, path, undefined, page]);
  });
});

describe("a reader who has this version", () => {
  const etag = 'W/"abc"';
  it.each(['W/"abc"', '"abc"', '"x", W/"abc"', "*"])("is told by If-None-Match: %s", (given) =>
    expect(matchesEtag(given, etag)).toBe(true),
  );
  it.each([null, "", '"ab"', "abc", 'W/"ABC"'])("is none by %j", (given) => expect(matchesEtag(given, etag)).toBe(false));
});
