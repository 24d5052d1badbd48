import { execFile } from "node:child_process";
import { existsSync, globSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { ROOT } from "../src/process/paths.ts";
import type { Measurement } from "./measurement.ts";
import type { Pace } from "./parser-pace.ts";

const CAPTURES = join(ROOT, "../shared/captures");
const PACE = fileURLToPath(new URL("./parser-pace.ts", import.meta.url));
const execute = promisify(execFile);

/** What a project would read such files with, or the whole of our own parser; the fastest tokenizers are shown beside them. */
const HELD_TO: ReadonlySet<string> = new Set(["cheerio", "our CSV reader, cells with their places"]);

const PARSERS: readonly (readonly [id: string, format: "html" | "csv"])[] = [
  ["sevis-mapping", "html"],
  ["moe-education-tables", "html"],
  ["github-innovation-graph", "csv"],
  ["epoch-models", "csv"],
  ["world-bank", "csv"],
];

/**
 * Whole parsers, with all their checks and locators, against bare parsers that turn the same bytes into texts; the parser of PDF files against
 * `pdftotext -layout`, where that is installed. By CPU time, so that other load on the machine counts less.
 */
export async function run(): Promise<readonly Measurement[]> {
  if (!existsSync(CAPTURES)) return [];
  const results: Measurement[] = [];
  for (const [id, format] of PARSERS) {
    const { parser, bare } = await paceOf(id, format);
    const what = `${id}, ${format.toUpperCase()}`;
    for (const [against, reference] of Object.entries(bare))
      results.push({
        what,
        unit: "ms of CPU",
        ours: parser,
        reference,
        against,
        ...(HELD_TO.has(against) ? { target: { atMost: 2 } } : {}),
      });
  }
  return [...results, ...(await pdf())];
}

async function paceOf(id: string, format: string): Promise<Pace> {
  const { stdout } = await execute(process.execPath, [PACE, id, join(CAPTURES, id), format]);
  return JSON.parse(stdout) as Pace;
}

/** Both as a person would start them: ours with its start and all files in one process, the other once for each file. */
async function pdf(): Promise<Measurement[]> {
  const id = "state-niv-monthly";
  const files = globSync("*/*NIV*.pdf", { cwd: join(CAPTURES, id) }).map((file) => join(CAPTURES, id, file));
  const reference = await pdftotext(files);
  if (reference === null) return [];
  const { parser } = await paceOf(id, "pdf");
  const what = `${id}, ${files.length} PDF files`;
  return [{ what, unit: "ms of CPU", ours: parser, reference, against: "pdftotext -layout", target: { atMost: 3.5 } }];
}

/** Milliseconds of CPU for all files; null where the program is not installed. */
async function pdftotext(files: readonly string[]): Promise<number | null> {
  const script = 'command -v pdftotext >/dev/null || exit 0; for file; do pdftotext -layout "$file" /dev/null; done; times';
  const { stdout } = await execute("/bin/sh", ["-c", script, "sh", ...files]);
  const [, children] = stdout.split("\n");
  const seconds = [...(children ?? "").matchAll(/(\d+)m([\d.]+)s/g)].map(([, minutes, rest]) => Number(minutes) * 60 + Number(rest));
  return seconds.length === 0 ? null : seconds.reduce((sum, part) => sum + part, 0) * 1000;
}
