import { describe, expect, it } from "vitest";
import { atomProblems, childrenOf, linkOf, readXml, textOf } from "../../e2e/testing/read-atom.ts";
import { html } from "../components/html.ts";
import { type AtomEntry, atomDocument } from "./atom.ts";

const HOSTILE = `</title><script>alert("1")</script>\u202E\u0000\uD800`;
const links = [
  { rel: "self", href: "https://monitor.example/feeds/changes.atom" },
  { rel: "alternate", type: "text/html", href: "https://monitor.example/" },
];
const entry = (id: string, published: string): AtomEntry => ({
  id: `tag:monitor.example,2026-11-28:live:change:${id}`,
  title: HOSTILE,
  published,
  category: { term: HOSTILE, label: HOSTILE },
  summary: HOSTILE,
  content: html`<p>${HOSTILE}</p>`,
  links: [{ rel: "alternate", type: "text/html", href: "https://monitor.example/claims/x?a=1&b=2", title: HOSTILE }],
});
const feed = { id: "tag:monitor.example,2026-11-28:feeds:changes", title: HOSTILE, subtitle: "All of it", links };

describe("an Atom document", () => {
  const text = atomDocument({ ...feed, entries: [entry("2", "2026-01-02T00:00:00.000Z"), entry("1", "2026-02-01T00:00:00.000Z")] });

  it("has all that RFC 4287 asks for, however hostile its texts", () => {
    expect(atomProblems(text)).toEqual([]);
    expect(text).not.toContain("<script");
    expect([...text].filter((character) => character === "\u202E" || character === "\0")).toEqual([]);
  });

  it("gives its texts back as they were, what cannot be seen made visible", () => {
    const [first] = childrenOf(readXml(text), "entry");
    const shown = '</title><script>alert("1")</script>⟦U+202E⟧⟦U+0000⟧\uFFFD';
    expect(first && [textOf(first, "title"), textOf(first, "summary")]).toEqual([shown, shown]);
    expect(first && textOf(first, "content")).toMatch(/^<p>&lt;\/title&gt;&lt;script&gt;/);
    expect(first && linkOf(first, "alternate")).toBe("https://monitor.example/claims/x?a=1&b=2");
  });

  it("was updated when the newest of its entries was", () => {
    expect(textOf(readXml(text), "updated")).toBe("2026-02-01T00:00:00.000Z");
    const empty = atomDocument({ ...feed, entries: [] });
    expect([atomProblems(empty), textOf(readXml(empty), "updated")]).toEqual([[], "2025-02-10T00:00:00.000Z"]);
  });

  it("is found wanting where something is missing", () => {
    expect(atomProblems(text.replace(/<updated>.*?<\/updated>/g, ""))).toHaveLength(3);
    expect(atomProblems(text.replace("change:2<", "change:1<"))).toEqual(["two entries have one id"]);
    expect(() => atomProblems(text.replace("</summary>", ""))).toThrow("not well formed");
  });
});
