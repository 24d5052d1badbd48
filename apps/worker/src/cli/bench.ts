import { readdir, readFile } from "node:fs/promises";
import type { Measurement } from "../../bench/measurement.ts";
import { EXIT, reportError } from "../process/exit.ts";
import { readArguments, UsageError } from "./arguments.ts";
import { jsonLines, printOut } from "./print/output.ts";
import { printTable, type Row } from "./print/table.ts";

const USAGE = "usage: bench [NAME] [--json]";
const FOLDER = new URL("../../bench/", import.meta.url);

type BenchResult = Measurement & { readonly name: string; readonly ratio: number; readonly good: boolean | null };

/** The `bench` command: every benchmark, or one, each against its reference in one run. Exit code 1 when a target is missed. */
export async function main(argv: readonly string[]): Promise<number> {
  try {
    const { values, positionals } = readArguments(argv, { json: { type: "boolean" } }, [0, 1], USAGE);
    const names = await benchmarkNames();
    const wanted = positionals[0] === undefined ? names : names.filter((name) => name === positionals[0]);
    if (wanted.length === 0 && positionals[0] !== undefined)
      throw new UsageError(`There is no benchmark "${positionals[0]}"; there are ${names.join(", ")}.`, USAGE);
    const results: BenchResult[] = [];
    // One after the other: two at once would measure each other.
    for (const name of wanted) results.push(...(await runBenchmark(name)));
    await printOut(values.json ? jsonLines({ data: results, next: null }) : [table(results)]);
    return results.some((result) => result.good === false) ? EXIT.failed : EXIT.ok;
  } catch (error) {
    return reportError(error);
  }
}

/** The modules of the folder that export `run`; the others are their parts. */
async function benchmarkNames(): Promise<string[]> {
  const files = (await readdir(FOLDER)).filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"));
  const texts = await Promise.all(files.map((file) => readFile(new URL(file, FOLDER), "utf8")));
  return files
    .filter((_, index) => /^export (async )?function run\b/m.test(texts[index] ?? ""))
    .map((file) => file.slice(0, -".ts".length))
    .sort();
}

async function runBenchmark(name: string): Promise<BenchResult[]> {
  const { run } = (await import(new URL(`${name}.ts`, FOLDER).href)) as { run(): Promise<readonly Measurement[]> };
  return (await run()).map((one) => {
    const ratio = one.ours / one.reference;
    return { name, ...one, ratio, good: meetsTarget(one.target, ratio) };
  });
}

function meetsTarget(target: Measurement["target"], ratio: number): boolean | null {
  if (target === undefined) return null;
  return "atLeast" in target ? ratio >= target.atLeast : ratio <= target.atMost;
}

function table(results: readonly BenchResult[]): string {
  const rows = results.map((one): Row => {
    const figures = [rounded(one.ours), rounded(one.reference), rounded(one.ratio)] as const;
    return [one.name, one.what, one.unit, ...figures, one.against, one.good === null ? "" : one.good ? "good" : "missed"];
  });
  return printTable(["benchmark", "what", "unit", "ours", "reference", "ratio", "against", "target"], rows);
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));
