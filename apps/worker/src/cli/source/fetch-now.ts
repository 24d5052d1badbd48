import type { Source } from "@talent/sources/define-source";
import type { FetchResult } from "../../fetch/fetch-source.ts";
import { openOutboundClient } from "../../fetch/live.ts";
import { sandboxedParser } from "../../ingest/parser.ts";
import { readEnvironment } from "../../process/environment.ts";
import { ExitError } from "../../process/exit.ts";

/** Today's answers of a live source, fetched whole and stored nowhere. Throws ExitError for a source that makes no requests. */
export async function fetchNow(source: Source, variables: NodeJS.ProcessEnv): Promise<FetchResult> {
  if (source.requests.length === 0) throw new ExitError(`${source.id} makes no requests. ${source.depositHint ?? ""}`.trim());
  const { publicUrl } = readEnvironment(variables);
  const outside = openOutboundClient({
    publicUrl,
    clock: () => new Date(),
    discover: sandboxedParser.discover,
    validators: async () => ({}),
    secretOf: (name) => variables[name],
  });
  try {
    return await outside.fetch(source);
  } finally {
    await outside.close();
  }
}
