import type { Capture, Exchange } from "@talent/core/capture/capture";
import { describe, expect, it } from "vitest";
import { CAPTURES_PRESENT, type CaptureFolder, releasedCaptures, sharedCaptures } from "../testing/captures.ts";
import { contractFaults, digestOf } from "../testing/contract-faults.ts";
import { isCurated } from "./define-curated.ts";
import type { Source } from "./define-source.ts";
import { readCapture } from "./parse/read-capture.ts";
import { SOURCES } from "./registry.ts";

/** Half a million numbers, looked up one by one, on a machine shared with others. */
const SLOW = 300_000;
const FOLDERS = CAPTURES_PRESENT ? sharedCaptures() : [];
const READ_BY_PARSER = SOURCES.filter((source) => !isCurated(source));

/** Newer than the last release, in layouts or of indicators that the parsers do not read yet. */
const NOT_READ_YET: ReadonlySet<string> = new Set([
  "epoch-models/2025-12-02T06-00-00Z",
  "epoch-models/2026-07-19T06-00-00Z",
  "github-innovation-graph/2025-11-04T06-00-00Z",
  "world-bank/2025-10-07T06-00-00Z",
]);
const KNOWN = new Set(CAPTURES_PRESENT ? releasedCaptures().map(({ folder }) => folder) : []);
const readToday = ({ source, stamp, folder }: CaptureFolder) => KNOWN.has(folder) || !NOT_READ_YET.has(`${source}/${stamp}`);

/** Its tables take a minute to read: its reference test, which reads them all, holds them to the same. */
const HELD_BY_REFERENCE = "state-niv-monthly";
const own = READ_BY_PARSER.filter(({ id }) => id !== HELD_BY_REFERENCE).flatMap((source) =>
  FOLDERS.filter((folder) => folder.source === source.id && readToday(folder)).map((folder) => ({ ...folder, of: source })),
);

describe.runIf(CAPTURES_PRESENT)("the publishers' own bytes", () => {
  it("are there for sources we read", () => expect(own.length).toBeGreaterThan(0));

  it.each(own)(
    "of $source at $stamp hold: all recognised but decoys, every locator resolves to its value, the catalogue knows every key, and of a source's first the second reading is the same",
    async ({ folder, of }) => {
      const capture = await readCapture(folder);
      const result = await of.parse(capture);
      expect(await contractFaults(of.id, capture, result)).toEqual([]);
      if (folder === firstOf(of.id)) expect(digestOf(await of.parse(capture))).toBe(digestOf(result));
    },
    SLOW,
  );
});

describe.runIf(CAPTURES_PRESENT).each(SOURCES.map((source) => ({ id: source.id, source })))(
  "$id, given the captures of every other source",
  ({ id, source }) => {
    const foreign = FOLDERS.filter((folder) => folder.source !== id);

    it("recognises none of them as they are", async () => {
      for (const folder of foreign) {
        const capture = await readCapture(folder.folder);
        expect(capture.exchanges.filter((exchange) => source.recognise(exchange)).map((exchange) => exchange.url)).toEqual([]);
      }
    });

    it(
      "reads no number in them under its own addresses, nor handed in without one",
      async () => {
        for (const folder of foreign) {
          for (const url of [...(await ownUrls(source)), "deposit:file"])
            expect(await numbersIn(source, folder, url), `${folder.folder} as ${url}`).toBe(0);
        }
      },
      SLOW,
    );
  },
);

function firstOf(source: string): string | undefined {
  return own.find((one) => one.source === source)?.folder;
}

async function ownUrls(source: Source): Promise<string[]> {
  const captures = await Promise.all(FOLDERS.filter((folder) => folder.source === source.id).map((folder) => readCapture(folder.folder)));
  const urls = captures.at(-1)?.exchanges.map((exchange) => exchange.url);
  return urls ?? [`curated:${source.id}/data.csv`];
}

async function numbersIn(source: Source, folder: CaptureFolder, url: string): Promise<number> {
  const { exchanges } = await readCapture(folder.folder);
  const posing: Capture = { source: source.id, exchanges: exchanges.map((exchange): Exchange => ({ ...exchange, url })) };
  const { snapshots } = await source.parse(posing);
  return snapshots.reduce((count, snapshot) => count + snapshot.observations.length, 0);
}
