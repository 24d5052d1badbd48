import { sourcesNow } from "./sources.ts";

/** The title of every registered source, by id. */
export async function sourceTitles(): Promise<ReadonlyMap<string, string>> {
  return new Map((await sourcesNow()).map((source) => [source.id, source.record.title]));
}
