import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sourceById } from "../registry.ts";
import { readCapture } from "./read-capture.ts";

let root: string;
let folder: string;
beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), "capture-"));
});
beforeEach(() => {
  folder = path.join(root, String(Math.trunc(performance.now() * 1000)));
  mkdirSync(folder);
  writeFileSync(path.join(folder, "list.csv"), "a,b\n");
});
afterAll(() => rmSync(root, { recursive: true }));

const EXCHANGE = {
  url: "https://epoch.ai/data/notable_ai_models.csv",
  status: 200,
  headers: { "Content-Type": "text/csv" },
  body: "list.csv",
  sha256: "2C8E5B9D".padEnd(64, "0"),
  fidelity: "copy",
  licence: "CC BY 4.0",
  note: "saved by hand",
};

function record(exchange: object = {}, more: object = {}): void {
  const whole = { source: "epoch-models", capturedAt: "2025-02-24T06:00:00Z", exchanges: [{ ...EXCHANGE, ...exchange }], ...more };
  writeFileSync(path.join(folder, "exchanges.json"), JSON.stringify(whole));
}

describe("a capture folder", () => {
  it("is read with what was recorded: GET unless said otherwise, header names folded, the stamp of the record", async () => {
    record();
    const { source, exchanges } = await readCapture(folder);
    expect(source).toBe("epoch-models");
    expect(exchanges).toEqual([
      {
        url: EXCHANGE.url,
        method: "GET",
        status: 200,
        headers: { "content-type": "text/csv" },
        body: Buffer.from("a,b\n"),
        sha256: EXCHANGE.sha256.toLowerCase(),
        capturedAt: "2025-02-24T06:00:00Z",
        fidelity: "copy",
        licence: "CC BY 4.0",
        note: "saved by hand",
      },
    ]);
  });

  it("gives bytes that are not those recorded to a parser that refuses them as bytes_differ", async () => {
    record();
    const result = await sourceById("epoch-models")?.parse(await readCapture(folder));
    expect(result?.snapshots).toMatchObject([{ observations: [], refusals: [{ code: "bytes_differ", scope: "snapshot" }] }]);
  });

  it.each(["../list.csv", "/etc/hostname", "sub/list.csv", ".hidden", "", "missing.csv"])(
    "reaches for no other file: body %j",
    async (body) => {
      record({ body });
      await expect(readCapture(folder)).rejects.toMatchObject({ code: "unreadable" });
    },
  );

  it.each([
    [{ status: "200" }, {}],
    [{ url: undefined }, {}],
    [{ fidelity: "perfect" }, {}],
    [{ sha256: undefined }, {}],
    [{}, { capturedAt: "yesterday" }],
    [{}, { capturedAt: "2025-02-24" }],
    [{}, { exchanges: null }],
    [{}, { source: 7 }],
  ])("is refused with exchange %j and record %j", async (exchange, more) => {
    record(exchange, more);
    await expect(readCapture(folder)).rejects.toMatchObject({ code: "unreadable" });
  });

  it("is refused without a record, or with one that is not JSON", async () => {
    await expect(readCapture(folder)).rejects.toMatchObject({ code: "unreadable", message: expect.stringContaining("ENOENT") });
    writeFileSync(path.join(folder, "exchanges.json"), "[");
    await expect(readCapture(folder)).rejects.toMatchObject({ code: "unreadable" });
    writeFileSync(path.join(folder, "exchanges.json"), "[]");
    await expect(readCapture(folder)).rejects.toMatchObject({ code: "unreadable" });
  });
});
