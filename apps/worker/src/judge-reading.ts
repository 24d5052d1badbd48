import type { ParseResult } from "@talent/core/capture";
import { type Judgement, judgeDocuments, judgeFacts } from "@talent/core/judge-documents";
import { candidatesOf, NO_HISTORY } from "@talent/core/known-history";
import type { Source } from "@talent/sources/define-source";
import type { RunEffects } from "./run-source.ts";

type Unread = { readonly exchange: { readonly url: string; readonly capturedAt: string } };

/**
 * What is believed of the documents of a run, by their place in it. They are held against what was known before the oldest of them: what a first
 * load brings is history, in however many documents it comes.
 */
export async function judgeReading(
  source: Source,
  unread: readonly Unread[],
  { snapshots }: ParseResult,
  effects: Pick<RunEffects, "history">,
): Promise<ReadonlyMap<number, Judgement>> {
  const read = snapshots.filter((snapshot) => snapshot.observations.length > 0);
  if (read.length === 0) return new Map();
  const series = new Set(read.flatMap(({ observations }) => candidatesOf(observations, NO_HISTORY).map((candidate) => candidate.series)));
  const instants = unread.map(({ exchange }) => Date.parse(exchange.capturedAt));
  const history = await effects.history({ series: [...series], asOf: new Date(Math.min(...instants)) });
  const documents = read.map(({ exchange, ...document }) => ({ ...document, url: unread[exchange]?.exchange.url ?? "" }));
  const judge = source.kind === "curated" ? judgeFacts : judgeDocuments;
  return new Map(judge(source, documents, history).map((judgement, at) => [read[at]?.exchange ?? -1, judgement]));
}
