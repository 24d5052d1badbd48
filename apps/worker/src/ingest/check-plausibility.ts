import type { ParseResult } from "@talent/core/capture/capture";
import { checkDocuments, type DocumentCheck, type DocumentOrigin } from "@talent/core/quality/check-documents";
import { candidatesOf, NO_HISTORY } from "@talent/core/quality/known-history";
import type { Source } from "@talent/sources/define-source";
import type { RunEffects } from "./run-effects.ts";

type CapturedDocument = { readonly exchange: { readonly url: string; readonly capturedAt: string } };

/**
 * What is believed of the documents of a run, by their place in it. They are held against what was known before the oldest of them: what a first
 * load brings is history, in however many documents it comes. What is read anew is held against what is known today.
 */
export async function checkPlausibility(
  source: Source,
  unread: readonly CapturedDocument[],
  { snapshots }: ParseResult,
  effects: Pick<RunEffects, "history" | "rereads">,
): Promise<ReadonlyMap<number, DocumentCheck>> {
  const read = snapshots.filter((snapshot) => snapshot.observations.length > 0);
  if (read.length === 0) return new Map();
  const series = new Set(read.flatMap(({ observations }) => candidatesOf(observations, NO_HISTORY).map((candidate) => candidate.series)));
  const before = new Date(Math.min(...unread.map(({ exchange }) => Date.parse(exchange.capturedAt))));
  const history = await effects.history({ series: [...series], before });
  const documents = read.map(({ exchange, ...document }) => ({ ...document, url: unread[exchange]?.exchange.url ?? "" }));
  const came: DocumentOrigin = source.kind === "curated" ? "entered" : effects.rereads ? "reread" : "captured";
  return new Map(checkDocuments(source, documents, history, came).map((judgement, at) => [read[at]?.exchange ?? -1, judgement]));
}
