import { statSync } from "node:fs";
import { RefusalError, refusalOf } from "@talent/core/capture/errors";
import type { Source } from "@talent/sources/define-source";
import { parseInSandbox } from "@talent/sources/parse/parse-in-sandbox";
import { readCapture } from "@talent/sources/parse/read-capture";
import { isSandboxLimit } from "../../ingest/parser.ts";
import { EXIT } from "../../process/exit.ts";
import { readArguments, UsageError } from "../arguments.ts";
import { jsonLines, printOut } from "../print/output.ts";
import { requireSource } from "./find-source.ts";
import { type ParsedJson, parsedJson, parsedSummary } from "./parse-output.ts";

const USAGE = "usage: source parse ID FOLDER [--json]";

/** Parses one capture folder with one source; no network, no database. Exit code 0 parsed, 3 something refused or nothing recognised, 2 usage. */
export async function parse(argv: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(argv, { json: { type: "boolean" } }, [2, 2], USAGE);
  const [id = "", folder = ""] = positionals;
  const source = requireSource(id, USAGE);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw new UsageError(`There is no folder ${folder}.`, USAGE);
  const parsed = await parseFolder(source, folder);
  await printOut(values.json ? jsonLines(parsed) : parsedSummary(parsed));
  return parsed.refusals.length === 0 ? EXIT.ok : EXIT.refused;
}

async function parseFolder(source: Source, folder: string): Promise<ParsedJson> {
  try {
    const capture = await readCapture(folder);
    return parsedJson(source, capture, await parseInSandbox(source.id, capture));
  } catch (error) {
    if (!(error instanceof RefusalError) && !isSandboxLimit(error)) throw error;
    const { scope: _, ...refusal } = refusalOf(error, "snapshot");
    return { source: source.id, observations: [], refusals: [refusal], unrecognised: [] };
  }
}
