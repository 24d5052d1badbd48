import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { formatStamp, openRecordings, parseStamp, type Recordings } from "./recordings.ts";

let root: string;
let recordings: Recordings;

async function capture(
  source: string,
  stamp: string,
  urls: readonly (string | { url: string; method?: string; capturedAt?: string })[],
): Promise<void> {
  const folder = join(root, source, stamp);
  await mkdir(folder, { recursive: true });
  const capturedAt = parseStamp(stamp)?.toISOString();
  await writeFile(
    join(folder, "exchanges.json"),
    JSON.stringify({ source, capturedAt, exchanges: urls.map((url) => (typeof url === "string" ? { url } : url)) }),
  );
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "recordings-"));
  await capture("b", "2025-01-01T06-00-00Z", ["https://Example.org:443/data.csv"]);
  await capture("a", "2024-01-01T06-00-00Z", ["https://example.org/data.csv", { url: "https://example.org/api", method: "POST" }]);
  await capture("a", "2025-01-01T06-00-00Z", [
    "https://example.org/table (a label)",
    { url: "https://example.org/late", capturedAt: "2025-02-01T00:00:00Z" },
  ]);
  await mkdir(join(root, "a", "not-a-stamp"));
  await mkdir(join(root, "broken", "2023-01-01T06-00-00Z"), { recursive: true });
  await writeFile(join(root, "broken", "2023-01-01T06-00-00Z", "exchanges.json"), "{");
  await writeFile(join(root, "README.md"), "not a source");
  recordings = await openRecordings(root);
});
afterAll(() => rm(root, { recursive: true }));

const at = (text: string): Date => new Date(text);

describe("recorded exchanges", () => {
  it("give the distinct stamps of all folders, oldest first", () =>
    expect(recordings.stamps.map(formatStamp)).toEqual(["2023-01-01T06-00-00Z", "2024-01-01T06-00-00Z", "2025-01-01T06-00-00Z"]));
  it("serve the newest exchange captured by then, whichever source it was recorded for", () => {
    const url = "https://example.org/data.csv";
    expect(recordings.answer(url, "GET", at("2023-12-31T00:00:00Z"))).toBeUndefined();
    expect(recordings.answer(url, "GET", at("2024-06-01T00:00:00Z"))?.folder).toBe(join(root, "a", "2024-01-01T06-00-00Z"));
    expect(recordings.answer(url, "GET", at("2025-01-01T06:00:00Z"))?.folder).toBe(join(root, "b", "2025-01-01T06-00-00Z"));
  });
  it("compare URLs after normalising them, and methods too", () => {
    const newest = at("2026-01-01T00:00:00Z");
    expect(recordings.answer("HTTPS://example.ORG/x/../data.csv", "get", newest)).toBeDefined();
    expect(recordings.answer("https://example.org/data.csv?x=1", "GET", newest)).toBeUndefined();
    expect(recordings.answer("https://example.org/api", "GET", newest)).toBeUndefined();
    expect(recordings.answer("https://example.org/api", "POST", newest)).toBeDefined();
  });
  it("do not serve an exchange before its own capture time", () => {
    expect(recordings.answer("https://example.org/late", "GET", at("2025-01-15T00:00:00Z"))).toBeUndefined();
    expect(recordings.answer("https://example.org/late", "GET", at("2025-02-01T00:00:00Z"))).toBeDefined();
  });
  it("know which source has a capture at a stamp", () => {
    expect(recordings.folderAt("a", at("2025-01-01T06:00:00Z"))).toBe(join(root, "a", "2025-01-01T06-00-00Z"));
    expect(recordings.folderAt("b", at("2024-01-01T06:00:00Z"))).toBeUndefined();
  });
});

describe("the name of a stamp", () => {
  it("goes there and back", () => expect(formatStamp(parseStamp("2025-08-01T06-00-00Z") ?? at(""))).toBe("2025-08-01T06-00-00Z"));
  it.each(["2025-08-01", "latest", "2025-13-01T06-00-00Z", "2025-08-01T06:00:00Z"])("%s is none", (name) =>
    expect(parseStamp(name)).toBeNull(),
  );
});
