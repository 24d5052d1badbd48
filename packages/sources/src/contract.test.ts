import dns from "node:dns";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import net from "node:net";
import { INDICATORS } from "@talent/catalog/indicators/all";
import type { Capture, ParseResult } from "@talent/core/capture/capture";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { codeFiles, fixturesOf, sourceFolders } from "../testing/captures.ts";
import { catalogueFaults, digestOf, locatorFaults } from "../testing/contract-faults.ts";
import { curatedCapture, isCurated } from "./define-curated.ts";
import { readCapture } from "./parse/read-capture.ts";
import { SOURCES, sourceById } from "./registry.ts";

const READ_BY_PARSER = SOURCES.filter((source) => !isCurated(source));
const NOW = new Date("2025-08-01T00:00:00Z");

beforeAll(() => {
  const refuse = () => {
    throw new Error("a parser reached for the network");
  };
  vi.spyOn(globalThis, "fetch").mockImplementation(refuse);
  vi.spyOn(net.Socket.prototype, "connect").mockImplementation(refuse);
  vi.spyOn(dns, "lookup").mockImplementation(refuse as never);
});
afterAll(() => vi.restoreAllMocks());

describe("every source", () => {
  it("has a folder of its own name, and every folder is registered once", () => {
    expect(SOURCES.map((source) => source.id).sort()).toEqual(sourceFolders());
    for (const source of SOURCES) expect(sourceById(source.id)).toBe(source);
    expect(sourceById("nobody")).toBeUndefined();
  });

  it("shares no indicator with another, and the catalogue agrees who states it", () => {
    const stated = SOURCES.flatMap((source) => source.produces.map((indicator) => ({ indicator, source: source.id })));
    expect(new Set(stated.map((one) => one.indicator)).size).toBe(stated.length);
    for (const { indicator, source } of stated) expect(INDICATORS.find((one) => one.id === indicator)?.source, indicator).toBe(source);
  });

  it.each(SOURCES)("$id declares what it is: where it comes from, how often, and what is plausible", (source) => {
    expect(source.publisher.country).toMatch(/^[A-Z]{3}$/);
    expect(URL.canParse(source.publisher.url)).toBe(true);
    for (const duration of [source.cadence.every, source.cadence.lag, source.cadence.grace]) expect(duration).toMatch(/^P(\d+[YMWD])+$/);
    expect(Object.keys(source.expect.values).sort()).toEqual([...source.produces].sort());
    expect(source.expect.observations[0]).toBeGreaterThan(0);
    for (const request of source.requests) expect(request.url).toMatch(/^https?:\/\//);
    if (source.kind === "live") expect([source.requests.length > 0, source.schedule !== null]).toEqual([true, true]);
    else expect([source.requests.length, source.schedule]).toEqual([0, null]);
    if (source.kind === "deposit") expect(source.depositHint).toMatch(/--url/);
  });

  it.each(sourceFolders())("%s reads only: no network, file, clock, timer or environment in its code", (id) => {
    for (const file of codeFiles(id)) {
      const code = readFileSync(file, "utf8");
      const imported = [...code.matchAll(/from "([^"]+)"/g)].map((match) => match[1] ?? "");
      for (const name of imported)
        expect(name, file).toMatch(/^(node:crypto|@talent\/(core|catalog|readers)(\/[\w-]+)+|\.\.?\/[\w-]+\.ts)$/);
      expect(code, file).not.toMatch(/\bfetch\(|\bDate\.now\(|new Date\(\)|\bsetTimeout\(|\bprocess\.|\bMath\.random\(|\bimport\(/);
    }
  });
});

describe.each(READ_BY_PARSER.map((source) => ({ id: source.id, source })))("the fixtures of $id", ({ id, source }) => {
  const fixtures = fixturesOf(id);

  it("are there", () => expect(fixtures.length).toBeGreaterThan(0));

  it.each(fixtures)("of $stamp parse to what was reviewed", async ({ folder }) => {
    const capture = await readCapture(folder);
    expect(capture.source).toBe(id);
    const printed = expectedText(capture, await source.parse(capture));
    const file = `${folder}/expected.json`;
    if (!existsSync(file)) {
      writeFileSync(file, printed);
      expect.fail(`${file} was missing and has been written: read it, then commit it`);
    }
    expect(JSON.parse(printed)).toEqual(JSON.parse(readFileSync(file, "utf8")));
  });

  it.each(fixtures)(
    "of $stamp hold: every locator resolves to its value, the catalogue knows every key, twice is the same",
    async ({ folder }) => {
      const capture = await readCapture(folder);
      const result = await source.parse(capture);
      for (const snapshot of result.snapshots) {
        expect(await locatorFaults(capture, snapshot)).toEqual([]);
        expect(catalogueFaults(id, snapshot.observations)).toEqual([]);
      }
      expect(digestOf(await source.parse(capture))).toBe(digestOf(result));
    },
  );
});

describe("curated tables", () => {
  it.each(SOURCES.filter(isCurated))(
    "$id holds: every locator resolves to its value, the catalogue knows every key, twice is the same",
    async (source) => {
      const capture = await curatedCapture(source, NOW);
      const result = await source.parse(capture);
      const [snapshot] = result.snapshots;
      expect(snapshot?.observations.length).toBeGreaterThan(0);
      if (snapshot === undefined) return;
      expect(await locatorFaults(capture, snapshot)).toEqual([]);
      expect(catalogueFaults(source.id, snapshot.observations)).toEqual([]);
      expect(digestOf(await source.parse(capture))).toBe(digestOf(result));
    },
  );
});

/** The shape of `source parse --json`, one observation a line so that a person can read a diff of it. */
function expectedText(capture: Capture, { snapshots, unrecognised }: ParseResult): string {
  const lines = (items: readonly unknown[]) =>
    items.length === 0 ? "[]" : `[\n${items.map((item) => JSON.stringify(item)).join(",\n")}\n]`;
  const observations = lines(snapshots.flatMap((snapshot) => snapshot.observations));
  const refusals = lines(snapshots.flatMap((snapshot) => snapshot.refusals));
  const urls = JSON.stringify(unrecognised.map((index) => capture.exchanges[index]?.url));
  return `{\n"source": ${JSON.stringify(capture.source)},\n"observations": ${observations},\n"refusals": ${refusals},\n"unrecognised": ${urls}\n}\n`;
}
