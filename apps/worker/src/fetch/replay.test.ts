import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readCapture } from "@talent/sources/parse/read-capture";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testParser, testSource, writeCapture } from "../../testing/source.ts";
import { openRecordings, parseStamp, type Recordings } from "./recordings.ts";
import { replayFetch } from "./replay.ts";

const FIRST = "2024-01-01T06-00-00Z";
const SECOND = "2025-01-01T06-00-00Z";
const table = (heads: number): string => `year,heads\n2023,${heads}\n`;
let root: string;
let recordings: Recordings;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "replay-fetch-"));
  await writeCapture(root, "test-heads", FIRST, { "https://example.org/heads.csv": table(1) });
  await writeCapture(root, "test-heads", SECOND, {
    "https://example.org/2022 (a label, no address)": table(2),
    "https://example.org/notes.txt": "not a table",
    "https://example.org/wall": "<table></table>",
  });
  const broken = await writeCapture(root, "broken", SECOND, { "https://example.org/broken.csv": table(3) });
  await writeFile(join(broken, "body-0"), table(4));
  recordings = await openRecordings(root);
});
afterAll(() => rm(root, { recursive: true }));

const at = (stamp: string, source = testSource()) =>
  replayFetch(source, parseStamp(stamp) ?? new Date(0), recordings, { readFolder: readCapture, discover: testParser().discover });

describe("what a source would have had at a stamp", () => {
  it("is the newest recording up to then, with its own capture time", async () => {
    const { exchanges } = await at(FIRST);
    expect(exchanges).toMatchObject([{ url: "https://example.org/heads.csv", capturedAt: "2024-01-01T06:00:00.000Z" }]);
    expect(exchanges[0]).not.toHaveProperty("depositedBy");
  });
  it("adds as deposits what the source recognises and no request covers, and leaves the rest", async () => {
    const { exchanges } = await at(SECOND);
    expect(exchanges.map((one) => [one.url, one.capturedAt, one.depositedBy])).toEqual([
      ["https://example.org/heads.csv", "2024-01-01T06:00:00.000Z", undefined],
      ["https://example.org/2022 (a label, no address)", "2025-01-01T06:00:00.000Z", "replay"],
      ["https://example.org/wall", "2025-01-01T06:00:00.000Z", "replay"],
    ]);
  });
  it("is unreachable where nothing was recorded", async () => {
    const { exchanges, ended } = await at(SECOND, testSource({ id: "elsewhere", url: "https://example.org/other.csv" }));
    expect([exchanges, ended]).toEqual([
      [],
      [expect.objectContaining({ outcome: "unreachable", message: expect.stringMatching(/no recording/) })],
    ]);
    expect(ended[0]).not.toHaveProperty("notCounted");
  });
  it("is the deposit where only the address was never recorded: reported, but not as a failed fetch", async () => {
    const { exchanges, ended } = await at(FIRST, testSource({ url: "https://example.org/other.csv" }));
    expect(ended).toMatchObject([{ outcome: "unreachable", message: /no recording/, notCounted: true }]);
    expect(exchanges.map((one) => one.depositedBy)).toEqual(["replay"]);
  });
  it("has a gap where a recorded page lists a document that was not captured", async () => {
    const landing = "https://example.org/landing";
    const listed = "https://example.org/never-captured.csv";
    await writeCapture(root, "listing", SECOND, { [landing]: listed, "https://example.org/2021 (a label)": table(5) });
    const { exchanges, ended } = await replayFetch(
      testSource({ id: "listing", landing }),
      parseStamp(SECOND) ?? new Date(0),
      await openRecordings(root),
      {
        readFolder: readCapture,
        discover: testParser().discover,
      },
    );
    expect(exchanges.map((one) => one.depositedBy)).toEqual([undefined, "replay"]);
    expect(ended).toMatchObject([{ url: listed, outcome: "unreachable" }]);
    expect(ended[0]).not.toHaveProperty("notCounted");
  });
  it("refuses a recording whose bytes are not those that were recorded", async () => {
    const { exchanges, ended } = await at(SECOND, testSource({ id: "broken", url: "https://example.org/broken.csv" }));
    expect(exchanges).toEqual([]);
    expect(ended).toMatchObject([{ outcome: "contract_violation", message: /bytes_differ/ }]);
  });
});
