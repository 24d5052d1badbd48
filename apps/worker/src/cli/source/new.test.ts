import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROOT } from "../../process/paths.ts";
import { namesInEnglishOnly } from "./check.ts";
import { requireSource } from "./find-source.ts";

const LEFT_OUT = /[/\\](node_modules|fixtures|\.next|e2e)$/;
const CATALOGUE = "packages/catalog/src/indicators/companies.ts";
const REGISTRY = "packages/sources/src/registry.ts";
const INDICATOR = `  {
    id: "heads-counted",
    title: { en: "Heads counted" },
    description: "How many heads there are.",
    definition: "Heads counted in the year.",
    unit: { en: "heads" },
    periodKind: "year",
    dimensions: { kind: { codes: { all: { zh: "全部" }, bald: {} } } },
    source: "head-counts",
  },
`;

const run = promisify(execFile);
let copy: string;

/** The clone without what is large, in a folder of its own, so that a source can be added to it. Its packages are found there, all others here. */
beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), "source-new-"));
  for (const name of ["packages", "apps/worker"])
    await cp(join(ROOT, name), join(copy, name), { recursive: true, filter: (from) => !LEFT_OUT.test(from) });
  for (const name of ["package.json", "tsconfig.base.json", "prisma"]) await symlink(join(ROOT, name), join(copy, name));
  await mkdir(join(copy, "node_modules/@talent"), { recursive: true });
  for (const name of (await readdir(join(ROOT, "node_modules"))).filter((one) => one !== "@talent"))
    await symlink(join(ROOT, "node_modules", name), join(copy, "node_modules", name));
  for (const name of await readdir(join(copy, "packages")))
    await symlink(join(copy, "packages", name), join(copy, "node_modules/@talent", name), "junction");
}, 120_000);
afterAll(() => rm(copy, { recursive: true }));

const SOURCE_CLI =
  'import("./apps/worker/src/cli/source.ts").then(({ main }) => main(process.argv.slice(1), {})).then((code) => process.exit(code))';

type Ended = { readonly code?: number; readonly stdout: string };

/** A program run in the copy; its exit code stands only where it failed. */
const inCopy = (...argv: string[]): Promise<Ended> => run(process.execPath, argv, { cwd: copy }).catch((error: Ended) => error);
const source = (...argv: string[]): Promise<Ended> => inCopy("-e", SOURCE_CLI, ...argv);

async function edit(path: string, change: (text: string) => string): Promise<void> {
  await writeFile(join(copy, path), change(await readFile(join(copy, path), "utf8")));
}

/** Files of the copy that are not as they are here, and how many lines each has more. */
async function changedFiles(): Promise<Record<string, number>> {
  const changed: Record<string, number> = {};
  for (const root of ["packages", "apps/worker"]) {
    const entries = await readdir(join(copy, root), { recursive: true, withFileTypes: true });
    for (const entry of entries.filter((one) => one.isFile())) {
      const path = join(entry.parentPath, entry.name).slice(copy.length + 1);
      const [mine, theirs] = await Promise.all([join(copy, path), join(ROOT, path)].map((file) => readFile(file, "utf8").catch(() => "")));
      if (mine !== theirs) changed[path] = (mine ?? "").split("\n").length - (theirs ?? "").split("\n").length;
    }
  }
  return changed;
}

describe("a new source with a new indicator", { timeout: 240_000 }, () => {
  it("is its folder, one line of the registry and one literal of the catalogue, and nothing else", async () => {
    expect((await source("new", "head-counts")).stdout).toContain(REGISTRY);
    await edit("packages/sources/src/head-counts/source.ts", (text) =>
      text.replace("produces: []", 'produces: ["heads-counted"]').replace("values: {}", 'values: { "heads-counted": [0, 9] }'),
    );
    await edit(CATALOGUE, (text) => text.replace(/^\]\);$/m, `${INDICATOR}]);`));
    const { [CATALOGUE]: literal, [REGISTRY]: line, ...others } = await changedFiles();
    expect([literal, line]).toEqual([INDICATOR.split("\n").length - 1, 1]);
    expect(Object.keys(others).sort()).toEqual(
      ["parse.test.ts", "parse.ts", "source.ts"].map((name) => `packages/sources/src/head-counts/${name}`),
    );
  });

  it("compiles, breaks no test of the catalogue and is a source like any other in the contract", async () => {
    const vitest = (name: string, ...argv: string[]) =>
      inCopy("node_modules/vitest/vitest.mjs", "run", "--root", `packages/${name}`, ...argv);
    const ended = [
      await inCopy("node_modules/typescript/bin/tsc", "-p", "packages/sources/tsconfig.json", "--noEmit"),
      await vitest("catalog"),
      await vitest("sources", "src/contract.test.ts", "-t", "every source"),
    ];
    for (const { code, stdout } of ended) expect(code, stdout).toBeUndefined();
  });

  it("learns from source check which of its names have no Chinese", async () => {
    const { code, stdout } = await source("check", "head-counts", "--offline");
    expect(stdout).toContain(
      'names: English stands in for the Chinese of short name of head-counts; title of heads-counted; unit "heads" of heads-counted; code kind=bald of heads-counted',
    );
    expect(stdout).toContain("contract: failed");
    expect(code).toBe(1);
  });
});

describe("the names of a source", () => {
  it("lack no Chinese where it and all that it states is named in it", () => {
    expect(namesInEnglishOnly(requireSource("sevis-mapping", ""))).toEqual([]);
  });
});
