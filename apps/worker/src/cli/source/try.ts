import { worstOutcome } from "@talent/core/capture/outcome";
import { parseInSandbox } from "@talent/sources/parse/parse-in-sandbox";
import { EXIT } from "../../process/exit.ts";
import { readArguments } from "../arguments.ts";
import { jsonLines, printOut } from "../print/output.ts";
import { printable } from "../print/table.ts";
import { fetchNow } from "./fetch-now.ts";
import { requireSource } from "./find-source.ts";
import { parsedJson, parsedSummary } from "./parse-output.ts";

import { exitCodeOf } from "./run-report.ts";

const USAGE = "usage: source try ID [--json]";

/** A dry run against the publisher: fetched and parsed, nothing stored. */
export async function tryOut(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const { values, positionals } = readArguments(argv, { json: { type: "boolean" } }, [1, 1], USAGE);
  const source = requireSource(positionals[0] ?? "", USAGE);
  const { exchanges, ended } = await fetchNow(source, env);
  for (const request of ended) process.stderr.write(`${request.outcome}: ${printable(request.message)} (${printable(request.url)})\n`);
  const capture = { source: source.id, exchanges };
  if (exchanges.length > 0) {
    const parsed = parsedJson(source, capture, await parseInSandbox(source.id, capture));
    await printOut(values.json ? jsonLines(parsed) : parsedSummary(parsed));
    if (parsed.refusals.length > 0) return EXIT.refused;
  }
  return exitCodeOf(worstOutcome(ended.map((request) => request.outcome)));
}
