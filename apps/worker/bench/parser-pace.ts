import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Capture } from "@talent/core/capture/capture";
import { bareCells, bareCheerio, bareCsv, bareHtml } from "@talent/readers/testing/bare-readers";
import type { Source } from "@talent/sources/define-source";
import { readCapture } from "@talent/sources/parse/read-capture";
import { sourceById } from "@talent/sources/registry";
import { median } from "./measurement.ts";

// A process of its own for each source, as in the worker: what one parser teaches the engine must not slow or speed the next.

/** Milliseconds of CPU for one pass over a source's captured documents: by its whole parser, and by each bare parser. */
export type Pace = { readonly parser: number; readonly bare: Readonly<Record<string, number>> };

const BARE = {
  html: { htmlparser2: bareHtml, cheerio: bareCheerio },
  csv: { "our CSV reader, cells with their places": bareCells, "our CSV reader, bare texts": bareCsv },
} as const;

const WARM_UP = 10;
const ROUNDS = 15;
const SHORTEST_MS = 20;

async function pace(source: Source, captures: readonly Capture[], format: keyof typeof BARE): Promise<Pace> {
  const bodies = captures.flatMap(({ exchanges }) => exchanges.map(({ body }) => body));
  const passes: Record<string, () => unknown> = {
    parser: async () => {
      for (const capture of captures) await source.parse(capture);
    },
  };
  for (const [name, read] of Object.entries(BARE[format])) passes[name] = () => bodies.forEach((body) => void read(body));
  const { parser = Number.NaN, ...bare } = await medians(passes);
  return { parser, bare };
}

/** Rounds alternate in order: whoever goes second pays for what the first left behind. */
async function medians(passes: Readonly<Record<string, () => unknown>>): Promise<Record<string, number>> {
  const times: Record<string, number[]> = {};
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    const turns = Object.entries(passes);
    for (const [name, pass] of round % 2 === 0 ? turns : turns.reverse()) {
      const taken = await cpuOf(pass);
      if (round >= 0) times[name] = [...(times[name] ?? []), taken];
    }
  }
  return Object.fromEntries(Object.entries(times).map(([name, taken]) => [name, median(taken)]));
}

/** Of one pass; short ones are repeated, because the clock is coarse. */
async function cpuOf(pass: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  for (let count = 1; ; count += 1) {
    await pass();
    const { user, system } = process.cpuUsage(before);
    if (user + system >= SHORTEST_MS * 1000) return (user + system) / 1000 / count;
  }
}

/** The documents a parser reads numbers in that are of this format. */
async function documentsOf(source: Source, root: string, format: string): Promise<Capture[]> {
  const captures = await Promise.all((await readdir(root)).sort().map((stamp) => readCapture(join(root, stamp))));
  const isOne = format === "html" ? /^\s*</ : /^(?!\s*[<{[])/;
  const ofFormat = captures.map((capture) => ({
    ...capture,
    exchanges: capture.exchanges.filter(
      (exchange) => source.recognise(exchange) && isOne.test(new TextDecoder().decode(exchange.body.subarray(0, 64))),
    ),
  }));
  return ofFormat.filter(({ exchanges }) => exchanges.length > 0);
}

async function main([id = "", root = "", format = ""]: readonly string[]): Promise<void> {
  const source = sourceById(id);
  if (source === undefined) throw new RangeError(`no source "${id}"`);
  const captures = await documentsOf(source, root, format);
  if (format !== "pdf") return print(await pace(source, captures, format === "html" ? "html" : "csv"));
  for (const capture of captures) await source.parse(capture);
  const { user, system } = process.cpuUsage();
  print({ parser: (user + system) / 1000, bare: {} });
}

function print(found: Pace): void {
  process.stdout.write(`${JSON.stringify(found)}\n`);
}

if (import.meta.main) await main(process.argv.slice(2));
