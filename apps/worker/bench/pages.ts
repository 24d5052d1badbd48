import { Agent, get } from "node:http";
import { testDatabase } from "@talent/db/testing/database";
import { registerSources } from "@talent/db/write/ingest/register-sources";
import { claimStoreMode } from "@talent/db/write/store/store-mode";
import { freePort } from "@talent/postgres/free-port";
import { SOURCES } from "@talent/sources/registry";
import { assessLedger } from "../src/assess/assess-ledger.ts";
import { buildWeb } from "../src/dashboard/build.ts";
import { startWeb } from "../src/dashboard/serve.ts";
import { loadCurated } from "../src/ingest/load-curated.ts";
import { sandboxedParser, sourceRecord } from "../src/ingest/parser.ts";
import { readEnvironment } from "../src/process/environment.ts";
import type { Measurement } from "./measurement.ts";

const CLIENTS = 8;
const WARM_UP = 40;
const REQUESTS = 400;
const MOST_MS = 150;
const MOST_SCRIPT = 170_000;
const PAGES = ["/", "/claims/graduate-growth", "/about"];

/** The built dashboard over the curated facts: how long eight clients at once wait for the ledger, and how much script each page loads. */
export async function run(): Promise<readonly Measurement[]> {
  const { url, db, drop } = await testDatabase();
  try {
    const sources = SOURCES.filter((source) => source.kind === "curated");
    const clock = () => new Date();
    await claimStoreMode(db, "live");
    await registerSources(
      db,
      sources.map((source) => sourceRecord(source, sandboxedParser)),
      clock(),
    );
    await loadCurated({ db, name: "bench", clock, parser: sandboxedParser }, sources, () => undefined);
    await assessLedger(db, clock());
    await buildWeb();
    const port = await freePort();
    const web = await startWeb(readEnvironment({ PORT: String(port), LOG_LEVEL: "error" }), url);
    try {
      return await measured(`http://127.0.0.1:${port}`);
    } finally {
      await web.stop();
    }
  } finally {
    await drop();
  }
}

async function measured(site: string): Promise<Measurement[]> {
  const waits = await waitsFor(`${site}/`);
  const p95 = waits[Math.floor(waits.length * 0.95)] ?? Number.POSITIVE_INFINITY;
  const scripts: Measurement[] = [];
  for (const page of PAGES) {
    const ours = await scriptBytes(site, page);
    scripts.push({
      what: `script of ${page}`,
      unit: "bytes, compressed",
      ours,
      reference: MOST_SCRIPT,
      against: "the limit",
      target: { atMost: 1 },
    });
  }
  return [
    { what: `ledger, p95 at ${CLIENTS} clients`, unit: "ms", ours: p95, reference: MOST_MS, against: "the limit", target: { atMost: 1 } },
    ...scripts,
  ];
}

/** Milliseconds from request to last byte, in ascending order, with `CLIENTS` asking all the time. */
async function waitsFor(address: string): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });
  for (let i = 0; i < WARM_UP; i += 1) await timedGet(address, agent);
  const waits: number[] = [];
  let left = REQUESTS;
  const client = async () => {
    while (left-- > 0) waits.push(await timedGet(address, agent));
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  agent.destroy();
  return waits.sort((a, b) => a - b);
}

function timedGet(address: string, agent: Agent): Promise<number> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    get(address, { agent, headers: { "accept-encoding": "gzip" } }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${address} answered ${response.statusCode}`));
      response.resume().once("end", () => resolve(performance.now() - started));
    }).once("error", reject);
  });
}

/** Bytes on the wire of every script a page names, each once; the one for browsers without modules is not loaded by any of today. */
async function scriptBytes(site: string, page: string): Promise<number> {
  const text = await (await fetch(site + page)).text();
  const tags = text.match(/<script [^>]*src="[^"]+"[^>]*>/g) ?? [];
  const addresses = new Set(tags.filter((tag) => !/nomodule/i.test(tag)).map((tag) => /src="([^"]+)"/.exec(tag)?.[1] ?? ""));
  const sizes = await Promise.all([...addresses].map((address) => wireBytes(site + address)));
  return sizes.reduce((sum, size) => sum + size, 0);
}

function wireBytes(address: string): Promise<number> {
  return new Promise((resolve, reject) => {
    let bytes = 0;
    get(address, { headers: { "accept-encoding": "gzip" } }, (response) => {
      response.on("data", (piece: Buffer) => {
        bytes += piece.length;
      });
      response.once("end", () => resolve(bytes));
    }).once("error", reject);
  });
}
