import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Capture, Exchange } from "@talent/core/capture/capture";
import { LayoutChanged } from "@talent/core/capture/errors";
import type { ParsedObservation } from "@talent/core/observation/observation";
import type { Source, SourceRequest } from "@talent/sources/define-source";
import { parseStamp } from "../src/fetch/recordings.ts";
import type { SandboxedParser } from "../src/ingest/parser.ts";

// A small publisher for tests: `year,heads` per line, read in this process.

export type TestSource = Partial<Omit<Source, "recognise" | "parse">> & {
  readonly url?: string;
  readonly landing?: string;
  readonly indicator?: string;
};

/** A live source that reads `url`; with `landing` the link is first read there, one per line. */
export function testSource(facts: TestSource = {}): Source {
  const { url = "https://example.org/heads.csv", landing, indicator = "heads", ...rest } = facts;
  return {
    id: "test-heads",
    title: "Heads counted",
    kind: "live",
    publisher: { name: "Example Office", url: "https://example.org", country: "USA" },
    licence: { name: "CC0", republish: "values" },
    requests: [{ url: landing ?? url, accept: "text/csv" }],
    ...(landing === undefined ? {} : { discover: linksOf }),
    schedule: { cron: "0 6 * * *" },
    cadence: { every: "P1Y", lag: "P2M", grace: "P45D" },
    produces: [indicator] as never,
    expect: { observations: [1, 50], values: { [indicator]: [0, 1_000_000] } },
    states: "everything",
    ...rest,
    recognise: (exchange) => exchange.url === landing || /^(year,heads|<table)/.test(text(exchange)),
    parse: () => Promise.reject(new Error("read through testReader")),
  };
}

const text = (exchange: Exchange): string => Buffer.from(exchange.body).toString();

function linksOf(landing: readonly Exchange[]): SourceRequest[] {
  const lines = landing.flatMap((exchange) => text(exchange).split("\n"));
  if (lines.includes("nothing known")) throw new LayoutChanged("no link where one was");
  const links = lines.filter((line) => line.startsWith("http"));
  return links.map((url) => ({ url, accept: "text/csv" }));
}

/** Reads test sources in this process; `version` stands for the fingerprint of their code. */
export function testParser(version = "parser-1", read = readHeads): SandboxedParser {
  return {
    fingerprint: () => version,
    discover: async (source, landing) => source.discover?.(landing) ?? [],
    parse: async (source, capture: Capture) => {
      const recognised = [...capture.exchanges.entries()].filter(([, exchange]) => source.recognise(exchange));
      const snapshots = recognised.map(([index, exchange]) => ({ exchange: index, ...read(source, exchange) }));
      const unrecognised = [...capture.exchanges.keys()].filter((index) => !recognised.some(([known]) => known === index));
      return { snapshots, unrecognised, cutOff: [] };
    },
  };
}

function readHeads(source: Source, exchange: Exchange): { observations: ParsedObservation[]; refusals: [] } {
  if (source.discover !== undefined && source.requests.some((request) => request.url === exchange.url))
    return { observations: [], refusals: [] };
  const [, ...lines] = text(exchange).trim().split("\n");
  const observations = lines.map((line, index): ParsedObservation => {
    const [period = "", raw = ""] = line.split(",");
    const locator = { kind: "csv", line: index + 2, column: 2 } as const;
    return {
      indicator: source.produces[0] ?? "heads",
      area: "CHN",
      dimensions: {},
      period,
      value: Number(raw),
      unit: "persons",
      status: "A",
      locator,
      raw,
    };
  });
  return { observations, refusals: [] };
}

/** Bytes as an exchange. */
export function testExchange(url: string, body: string, capturedAt: string, status = 200): Exchange {
  const bytes = Buffer.from(body);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return {
    url,
    method: "GET",
    status,
    headers: { "content-type": "text/csv" },
    body: bytes,
    sha256,
    capturedAt,
    fidelity: "verbatim",
    licence: "CC0",
  };
}

/** Writes one capture folder `<root>/<source>/<stamp>` with these bodies by URL. */
export async function writeCapture(root: string, source: string, stamp: string, bodies: Readonly<Record<string, string>>): Promise<string> {
  const folder = join(root, source, stamp);
  await mkdir(folder, { recursive: true });
  const capturedAt = parseStamp(stamp)?.toISOString() ?? "";
  const exchanges = [];
  for (const [index, [url, body]] of Object.entries(bodies).entries()) {
    const { sha256, status, headers, fidelity, licence } = testExchange(url, body, capturedAt);
    await writeFile(join(folder, `body-${index}`), body);
    exchanges.push({ url, status, headers, body: `body-${index}`, sha256, fidelity, licence });
  }
  await writeFile(join(folder, "exchanges.json"), JSON.stringify({ source, capturedAt, exchanges }));
  return folder;
}
