import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { sourceById } from "@talent/sources/registry";
import { EXIT, ExitError } from "../../process/exit.ts";
import { ROOT } from "../../process/paths.ts";
import { readArguments, UsageError } from "../arguments.ts";
import { sourceFolder } from "./find-source.ts";

/** The files of a source that does not read anything yet, by their path in its folder. Every text in capitals is for its author to replace. */
export function newSourceFiles(id: string): Readonly<Record<string, string>> {
  return { "source.ts": sourceTemplate(id), "parse.ts": PARSE_TEMPLATE, "parse.test.ts": testTemplate(id) };
}

/** Where a new source's test finds its builders, from the source's folder. */
const EXCHANGES = "../../testing/exchanges.ts";

const sourceTemplate = (id: string): string => `import { defineSource } from "../define-source.ts";
import { parse, recognise } from "./parse.ts";

export const source = defineSource({
  id: "${id}",
  title: "WHAT IT COUNTS",
  short: { en: "NAME FOR A SUBJECT LINE" },
  kind: "live",
  publisher: { name: "PUBLISHER", url: "https://example.org", country: "USA" },
  licence: { name: "LICENCE", republish: "verdict_only" },
  requests: [{ url: "https://example.org/data.csv", accept: "text/csv" }],
  schedule: { cron: "0 5 * * 1" },
  cadence: { every: "P1Y", lag: "P2M", grace: "P45D" },
  produces: [],
  expect: { observations: [1, 1000], values: {} },
  states: "listed",
  recognise,
  parse,
});
`;

const PARSE_TEMPLATE = `import type { Exchange } from "@talent/core/capture/capture";
import { LayoutChanged } from "@talent/core/capture/errors";
import { perSnapshot } from "../define-source.ts";

/** Recognises the document by its address and content, never by the name of a folder. */
export function recognise(exchange: Exchange): boolean {
  return exchange.url === "https://example.org/data.csv";
}

/** One observation for each number the document states. */
export const parse = perSnapshot(recognise, (exchange) => {
  throw new LayoutChanged(\`there is no parser for \${exchange.url} yet\`);
});
`;

const testTemplate = (id: string): string => `import { describe, expect, it } from "vitest";
import { exchangeOf, readSnapshot, refusalTexts } from "${EXCHANGES}";
import { source } from "./source.ts";

const page = exchangeOf("https://example.org/data.csv", "year,value\\n2024,1\\n");

describe("${id}", () => {
  it("reads the page as it is", async () => {
    const { observations, refusals } = await readSnapshot(source, page);
    expect(refusalTexts(refusals)).toEqual([]);
    expect(observations.map(({ indicator, area, period, value }) => [indicator, area, period, value])).toEqual([
      ["INDICATOR", "CHN", "2024", 1],
    ]);
  });
});
`;

const USAGE = "usage: source new ID";
const REGISTRY = join(ROOT, "packages/sources/src/registry.ts");
const ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** Writes the folder of a new source, with a test that fails until the parser is written, and its line in the registry. */
export async function scaffold(argv: readonly string[]): Promise<number> {
  const { positionals } = readArguments(argv, {}, [1, 1], USAGE);
  const [id = ""] = positionals;
  if (!ID.test(id) || id.length > 60)
    throw new UsageError(`"${id}" is not a source id: use lower-case letters, digits and hyphens, like sevis-mapping.`, USAGE);
  const folder = sourceFolder(id);
  if (sourceById(id) !== undefined) throw new ExitError(`There is a source "${id}" already.`);
  await mkdir(folder).catch((error: NodeJS.ErrnoException) => {
    throw error.code === "EEXIST" ? new ExitError(`There is a folder ${relative(ROOT, folder)} already.`) : error;
  });
  for (const [name, text] of Object.entries(newSourceFiles(id))) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
    process.stdout.write(`${relative(ROOT, join(folder, name))}\n`);
  }
  await register(id);
  process.stdout.write(
    `${relative(ROOT, REGISTRY)}\nNow name its indicators in packages/catalog/src/indicators, source capture ${id}, make its test pass, source check ${id}.\n`,
  );
  return EXIT.ok;
}

/** Adds the source's line to the end of the list. */
async function register(id: string): Promise<void> {
  const text = await readFile(REGISTRY, "utf8");
  const end = text.indexOf("\n]);");
  if (end === -1) throw new ExitError(`There is no list of sources in ${relative(ROOT, REGISTRY)}.`);
  await writeFile(REGISTRY, `${text.slice(0, end)}\n  import("./${id}/source.ts"),${text.slice(end)}`);
}
