import type { Exchange, ParsedSnapshot, Refusal, StatedScope } from "@talent/core/capture/capture";
import { RefusalError, refusalOf } from "@talent/core/capture/errors";
import { type Outcome, worstOutcome } from "@talent/core/capture/outcome";
import type { DocumentCheck } from "@talent/core/quality/check-documents";
import type { Source } from "@talent/sources/define-source";
import { checkPlausibility } from "./check-plausibility.ts";
import { type AppendCounts, outcomeOfCode, outcomeOfCounts } from "./outcome.ts";
import type { KeptExchange, RunEffects, RunReport } from "./run-effects.ts";

type SnapshotResult = { readonly outcome: Outcome; readonly refusals: readonly Refusal[]; readonly counts: AppendCounts };

const NO_CHANGE: AppendCounts = { newPeriods: 0, revisions: 0, withdrawals: 0, corrections: 0, unchanged: 0, held: 0 };

/** One attempt at one source: bytes first, then one transaction per snapshot; the outcome is the worst of what happened. */
export async function runSource(source: Source, effects: RunEffects): Promise<RunReport> {
  const { exchanges, ended } = await effects.fetch(source);
  const kept = await effects.keep(exchanges);
  const fresh = exchanges.flatMap((exchange, index) =>
    kept[index]?.earlier === null ? [{ exchange, exchangeId: kept[index].exchangeId }] : [],
  );
  const reads = [...(await ingestAll(source, fresh, effects)), ...kept.flatMap(alreadyIngested)];
  await reparseLater(source, effects);
  const counted = ended.filter((request) => request.notCounted !== true);
  const outcomes = [...counted.map((request) => request.outcome), ...reads.map((read) => read.outcome)];
  return {
    outcome: worstOutcome(outcomes),
    counts: reads.map((read) => read.counts).reduce(addCounts, NO_CHANGE),
    exchanges: kept.map((one) => one.exchangeId),
    refusals: reads.flatMap((read) => read.refusals),
    ended,
  };
}

function alreadyIngested({ earlier }: KeptExchange): SnapshotResult[] {
  if (earlier === null) return [];
  return [
    {
      outcome: worstOutcome(["same_bytes", ...earlier.map((refusal) => outcomeOfCode(refusal.code))]),
      refusals: earlier,
      counts: NO_CHANGE,
    },
  ];
}

type UnreadExchange = { readonly exchange: Exchange; readonly exchangeId: string };

async function ingestAll(source: Source, unread: readonly UnreadExchange[], effects: RunEffects): Promise<SnapshotResult[]> {
  if (unread.length === 0) return [];
  const result = await effects.parse({ source: source.id, exchanges: unread.map((one) => one.exchange) });
  const judged = await checkPlausibility(source, unread, result, effects);
  const reads: SnapshotResult[] = [];
  // Oldest first, so that a run bringing several vintages appends forward.
  for (const [index, one] of byCaptureTime(unread)) {
    const cut = result.cutOff.find((snapshot) => snapshot.exchange === index);
    const parsed = result.snapshots.find((snapshot) => snapshot.exchange === index) ?? NOT_RECOGNISED;
    reads.push(
      cut === undefined ? await appendParsed(source, one, parsed, judged.get(index) ?? NOTHING_HELD, effects) : cutOffResult(cut.message),
    );
  }
  return reads;
}

const NOT_RECOGNISED = {
  observations: [],
  refusals: [
    { code: "not_recognised", message: "the source does not recognise this document", scope: "snapshot" } as const satisfies Refusal,
  ],
};

const NOTHING_HELD: DocumentCheck = { held: [], refusal: null };

function cutOffResult(message: string): SnapshotResult {
  return { outcome: outcomeOfCode("unreadable"), refusals: [{ code: "unreadable", message, scope: "snapshot" }], counts: NO_CHANGE };
}

function byCaptureTime(unread: readonly UnreadExchange[]): [number, UnreadExchange][] {
  return [...unread.entries()].sort(([, a], [, b]) => Date.parse(a.exchange.capturedAt) - Date.parse(b.exchange.capturedAt));
}

type ParsedDocument = Omit<ParsedSnapshot, "exchange">;

async function appendParsed(
  source: Source,
  one: UnreadExchange,
  parsed: ParsedDocument,
  { held, refusal }: DocumentCheck,
  effects: RunEffects,
): Promise<SnapshotResult> {
  const heldBack = new Set(held.map((item) => item.observation));
  const observations = refusal === null ? parsed.observations.filter((observation) => !heldBack.has(observation)) : [];
  const refusals = refusal === null ? parsed.refusals : [...parsed.refusals, refusal];
  const refused = worstOutcome(refusals.map((one) => outcomeOfCode(one.code)));
  try {
    const scope = safeScope(parsed.states ?? source.states, refusals);
    const counts = await effects.append({ ...one, scope, observations, held, refusals });
    if (refusals.length === 0) return { outcome: outcomeOfCounts(counts), refusals: [], counts };
    const outcome = parsed.observations.length === 0 ? refused : worstOutcome([refused, outcomeOfCounts(counts)]);
    return { outcome, refusals, counts };
  } catch (error) {
    if (!(error instanceof RefusalError)) throw error;
    return { outcome: outcomeOfCode(error.code), refusals: [...refusals, refusalOf(error, "snapshot")], counts: NO_CHANGE };
  }
}

// A number that was refused is missing too, and its key is not known: then nothing missing may count as withdrawn. Rows refused inside a
// count are named in it and leave no key out.
function safeScope(states: StatedScope, refusals: readonly Refusal[]): StatedScope {
  return refusals.every((refusal) => refusal.code === "invalid_row" && refusal.scope === "value") ? states : "listed";
}

/** Reads later snapshots again, oldest first, until none is left: an older capture that arrived late has changed what they add to. */
export async function reparseLater(source: Source, effects: RunEffects): Promise<void> {
  const done = new Set<string>();
  for (;;) {
    const next = (await effects.toReapply()).find((id) => !done.has(id));
    if (next === undefined) return;
    done.add(next);
    await ingestAll(source, [{ exchange: await effects.stored(next), exchangeId: next }], effects);
  }
}

function addCounts(a: AppendCounts, b: AppendCounts): AppendCounts {
  return {
    newPeriods: a.newPeriods + b.newPeriods,
    revisions: a.revisions + b.revisions,
    withdrawals: a.withdrawals + b.withdrawals,
    corrections: a.corrections + b.corrections,
    unchanged: a.unchanged + b.unchanged,
    held: a.held + b.held,
  };
}
