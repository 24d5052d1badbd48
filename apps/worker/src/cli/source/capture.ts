import { writeCaptureFolder } from "../../fetch/write-capture.ts";
import { EXIT } from "../../process/exit.ts";
import { readArguments } from "../arguments.ts";
import { printable } from "../print/table.ts";
import { fetchNow } from "./fetch-now.ts";
import { requireSource, sourceFolder } from "./find-source.ts";

const USAGE = "usage: source capture ID [--to FOLDER]";

/** Saves today's exchanges as a capture folder: a fixture of the source, or below FOLDER. */
export async function capture(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const { values, positionals } = readArguments(argv, { to: { type: "string" } }, [1, 1], USAGE);
  const source = requireSource(positionals[0] ?? "", USAGE);
  const { exchanges, ended } = await fetchNow(source, env);
  for (const request of ended) process.stderr.write(`${request.outcome}: ${printable(request.message)} (${printable(request.url)})\n`);
  if (exchanges.length === 0) return EXIT.failed;
  const root = values.to === undefined ? `${sourceFolder(source.id)}/fixtures` : `${values.to}/${source.id}`;
  process.stdout.write(`${await writeCaptureFolder(root, { source: source.id, exchanges })}\n`);
  return ended.length === 0 ? EXIT.ok : EXIT.failed;
}
