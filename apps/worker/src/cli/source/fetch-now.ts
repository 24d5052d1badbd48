import type { Source } from "@talent/sources/define-source";
import type { Gathered } from "../../fetch/fetch-source.ts";
import { openOutside } from "../../fetch/live.ts";
import { cappedReader } from "../../ingest/parser.ts";
import { readEnvironment } from "../../process/environment.ts";
import { Halt } from "../../process/exit.ts";

/** Today's answers of a live source, fetched whole and stored nowhere. Throws Halt for a source that makes no requests. */
export async function fetchNow(source: Source, variables: NodeJS.ProcessEnv): Promise<Gathered> {
  if (source.requests.length === 0) throw new Halt(`${source.id} makes no requests. ${source.depositHint ?? ""}`.trim());
  const { publicUrl } = readEnvironment(variables);
  const outside = openOutside({
    publicUrl,
    clock: () => new Date(),
    discover: cappedReader.discover,
    validators: async () => ({}),
    secretOf: (name) => variables[name],
  });
  try {
    return await outside.fetch(source);
  } finally {
    await outside.close();
  }
}
