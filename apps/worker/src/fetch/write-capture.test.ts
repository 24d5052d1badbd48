import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { readCapture } from "@talent/sources/parse/read-capture";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testExchange } from "../../testing/source.ts";
import { openRecordings } from "./recordings.ts";
import { writeCaptureFolder } from "./write-capture.ts";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "write-capture-"));
});
afterAll(() => rm(root, { recursive: true }));

const at = "2026-11-23T06:00:00.000Z";
const capture = {
  source: "heads",
  exchanges: [
    {
      ...testExchange("https://example.org/files/heads.csv?year=2025", "year,heads\n", at),
      note: "answered by https://www.example.org/heads.csv",
    },
    testExchange("https://example.org/other/heads.csv", "another", at),
    testExchange("https://example.org/../../etc/passwd%2f..%2f", "not a file name", at),
    testExchange("https://example.org/exchanges.json", "[]", at),
  ],
};

describe("saving a capture", () => {
  it("writes the layout that replay and parsers read, body for body", async () => {
    const folder = await writeCaptureFolder(join(root, "heads"), capture);
    expect(basename(folder)).toBe("2026-11-23T06-00-00Z");
    const read = await readCapture(folder);
    expect(
      read.exchanges.map(({ body, ...rest }) => [
        Buffer.from(body).toString(),
        rest.url,
        rest.sha256,
        rest.note,
        Date.parse(rest.capturedAt),
      ]),
    ).toEqual(
      capture.exchanges.map(({ body, ...rest }) => [
        Buffer.from(body).toString(),
        rest.url,
        rest.sha256,
        "note" in rest ? rest.note : undefined,
        Date.parse(at),
      ]),
    );
    expect((await openRecordings(root)).answer("https://example.org/other/heads.csv", "GET", new Date(at))).toMatchObject({
      folder,
      index: 1,
    });
  });
  it("never writes over a capture that is there, nor outside its folder", async () => {
    const folder = join(root, "heads", "2026-11-23T06-00-00Z");
    await expect(writeCaptureFolder(dirname(folder), capture)).rejects.toMatchObject({ code: "EEXIST" });
  });
});
