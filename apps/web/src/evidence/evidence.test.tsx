import type { EvidenceRecord } from "@talent/db/read/observations/evidence";
import type { Excerpt } from "@talent/readers/excerpt/excerpt";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { locatorWords } from "../words/observation-words.ts";
import { CitationCard, EvidenceFacts, ExcerptTable } from "./evidence-sections.tsx";

const excerpt: Excerpt = {
  header: ["Country", "<b>Active</b>"],
  rows: [
    {
      label: "row 3",
      cells: [
        { text: "China\u202E", highlighted: false },
        { text: "1,234", highlighted: true },
      ],
    },
  ],
  printed: "1,234",
  note: "<script>alert(1)</script>",
};

const record = {
  observation: {
    raw: "1,234\u202E",
    vintage: "2025-04-08T06:00:00.000Z",
    publishedOn: null,
    locator: { kind: "html", selector: "table", row: 3, column: "Active" },
  },
  exchange: {
    url: "javascript:alert(1)",
    capturedAt: "2025-04-08T06:00:00.000Z",
    fidelity: "reconstructed",
    licence: "",
    note: null,
    depositedBy: "an operator",
  },
  source: {
    title: "Active student records",
    publisher: { name: "SEVP", url: "", country: "USA" },
    republish: "values",
    licence: { name: "US government work", url: null },
  },
  citation: null,
  sha256: "ab".repeat(32),
} as unknown as EvidenceRecord;

describe("the cells around a number", () => {
  const text = renderToStaticMarkup(<ExcerptTable excerpt={excerpt} />);
  it("are text, whatever they hold, and mark the number", () => {
    expect(text).toContain("<mark><bdi>1,234</bdi></mark>");
    expect(text).toContain("China⟦U+202E⟧");
    expect(text).not.toMatch(/<b>|<script>|\u202E/);
  });
});

describe("the facts of a number", () => {
  const text = renderToStaticMarkup(<EvidenceFacts record={record} />);
  it("name publisher, capture, place, digest, fidelity and licence", () => {
    const words = [
      "SEVP",
      "8 Apr 2025, 06:00 UTC",
      "handed in by an operator",
      "row 3, column “Active”",
      "ab".repeat(32),
      "markup of ours",
      "values may be republished",
    ];
    for (const one of words) expect(text).toContain(one);
  });
  it("follow no address that is not http, and turn no line round", () => {
    expect(text).not.toMatch(/href="javascript|\u202E/);
    expect(text).toContain("javascript:alert(1)");
  });
});

describe("a citation", () => {
  it("says who, where, how good, and our note", () => {
    const citation = {
      publisher: "Ministry",
      title: "Bulletin",
      url: "https://example.org/a",
      quality: "secondary",
      note: "Rounded.",
    } as const;
    const text = renderToStaticMarkup(<CitationCard citation={citation} />);
    for (const words of ["Ministry", "Bulletin", 'href="https://example.org/a"', "Reported: press or a third party", "Rounded."])
      expect(text).toContain(words);
  });
});

describe("a place in words", () => {
  it.each([
    [{ kind: "csv", line: 12, column: 5 }, "line 12, column 5"],
    [{ kind: "csv", entry: "API_1.csv", line: 12, column: 5 }, "file “API_1.csv” of the archive, line 12, column 5"],
    [{ kind: "xlsx", sheet: "FY24", cell: "Y68" }, "sheet “FY24”, cell Y68"],
    [{ kind: "json", pointer: "" }, "JSON pointer (the document)"],
    [{ kind: "pdf", page: 2, line: 3, column: 4 }, "page 2, line 3, column 4"],
    [{ kind: "rows", where: '"a" is "b"', count: 8, lines: [], digest: "" }, '8 rows counted where "a" is "b"'],
  ] as const)("%o", (locator, words) => expect(locatorWords(locator)).toBe(words));
});
