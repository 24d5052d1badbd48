import type { Capture, Exchange, ParsedSnapshot, ParseResult, Refusal, StatedScope } from "@talent/core/capture/capture";
import { RefusalError, refusalOf } from "@talent/core/capture/errors";
import { type Outcome, worst } from "@talent/core/capture/outcome";
import type { ParsedObservation } from "@talent/core/observation/observation";
import type { Judgement } from "@talent/core/quality/check-documents";
import type { Implausible } from "@talent/core/quality/implausible";
import type { History } from "@talent/core/quality/known-history";
import type { Source } from "@talent/sources/define-source";
import type { EndedRequest, Gathered } from "../fetch/fetch-source.ts";
import { judgeReading } from "./check-plausibility.ts";
import { type Changed, outcomeOfCode, outcomeOfCounts } from "./outcome.ts";

/** A kept exchange. `earlier` is set when these bytes were read before by this parser: what it refused then still stands. */
export type Kept = { readonly exchangeId: string; readonly earlier: readonly Refusal[] | null };

/** One snapshot as it goes into the store: what it states, what is held back, what was refused. */
export type Snapshot = {
  readonly exchangeId: string;
  readonly exchange: Exchange;
  readonly scope: StatedScope;
  readonly observations: readonly ParsedObservation[];
  readonly held: readonly Implausible[];
  readonly refusals: readonly Refusal[];
};

/** What came of parsing, and the exchanges whose reading was cut off at a limit: nothing is said about those, and the next run tries again. */
export type Reading = ParseResult & { readonly cutOff: readonly { readonly exchange: number; readonly message: string }[] };

/** What a run does to the world. A test passes arrays. */
export type RunEffects = {
  readonly fetch: (source: Source) => Promise<Gathered>;
  /** Stores the bytes before anyone reads them; one entry for each exchange, in order. */
  readonly keep: (exchanges: readonly Exchange[]) => Promise<readonly Kept[]>;
  readonly parse: (capture: Capture) => Promise<Reading>;
  /** What was known of these series before an instant, and which documents had been read then. */
  readonly history: (wanted: { readonly series: readonly string[]; readonly before: Date }) => Promise<History>;
  /** Stored bytes are read anew: what comes out differently is ours. */
  readonly rereads?: boolean;
  /** One transaction. Throws a RefusalError for what the store cannot hold or cannot order; then nothing of the snapshot is kept. */
  readonly append: (snapshot: Snapshot) => Promise<Changed>;
  /** Later snapshots to read again because an older one arrived late, in this run or an earlier one; oldest first. */
  readonly toReapply: () => Promise<readonly string[]>;
  readonly stored: (exchangeId: string) => Promise<Exchange>;
};

export type RunReport = {
  readonly outcome: Outcome;
  readonly counts: Changed;
  /** Kept exchanges, read now or before. */
  readonly exchanges: readonly string[];
  readonly refusals: readonly Refusal[];
  readonly ended: readonly EndedRequest[];
};

type Read = { readonly outcome: Outcome; readonly refusals: readonly Refusal[]; readonly counts: Changed };

const NO_CHANGE: Changed = { newPeriods: 0, revisions: 0, withdrawals: 0, corrections: 0, unchanged: 0, held: 0 };

/** One attempt at one source: bytes first, then one transaction per snapshot; the outcome is the worst of what happened. */
export async function runSource(source: Source, effects: RunEffects): Promise<RunReport> {
  const { exchanges, ended } = await effects.fetch(source);
  const kept = await effects.keep(exchanges);
  const fresh = exchanges.flatMap((exchange, index) =>
    kept[index]?.earlier === null ? [{ exchange, exchangeId: kept[index].exchangeId }] : [],
  );
  const reads = [...(await readAll(source, fresh, effects)), ...kept.flatMap(readBefore)];
  await reapplyLater(source, effects);
  const counted = ended.filter((request) => request.aside !== true);
  const outcomes = [...counted.map((request) => request.outcome), ...reads.map((read) => read.outcome)];
  return {
    outcome: worst(outcomes),
    counts: reads.map((read) => read.counts).reduce(add, NO_CHANGE),
    exchanges: kept.map((one) => one.exchangeId),
    refusals: reads.flatMap((read) => read.refusals),
    ended,
  };
}

function readBefore({ earlier }: Kept): Read[] {
  if (earlier === null) return [];
  return [
    { outcome: worst(["same_bytes", ...earlier.map((refusal) => outcomeOfCode(refusal.code))]), refusals: earlier, counts: NO_CHANGE },
  ];
}

type Unread = { readonly exchange: Exchange; readonly exchangeId: string };

async function readAll(source: Source, unread: readonly Unread[], effects: RunEffects): Promise<Read[]> {
  if (unread.length === 0) return [];
  const result = await effects.parse({ source: source.id, exchanges: unread.map((one) => one.exchange) });
  const judged = await judgeReading(source, unread, result, effects);
  const reads: Read[] = [];
  // Oldest first, so that a run bringing several vintages appends forward.
  for (const [index, one] of inOrderOfCapture(unread)) {
    const cut = result.cutOff.find((snapshot) => snapshot.exchange === index);
    const parsed = result.snapshots.find((snapshot) => snapshot.exchange === index) ?? NOT_RECOGNISED;
    reads.push(cut === undefined ? await write(source, one, parsed, judged.get(index) ?? BELIEVED, effects) : notRead(cut.message));
  }
  return reads;
}

const NOT_RECOGNISED = {
  observations: [],
  refusals: [
    { code: "not_recognised", message: "the source does not recognise this document", scope: "snapshot" } as const satisfies Refusal,
  ],
};

const BELIEVED: Judgement = { held: [], refusal: null };

function notRead(message: string): Read {
  return { outcome: outcomeOfCode("unreadable"), refusals: [{ code: "unreadable", message, scope: "snapshot" }], counts: NO_CHANGE };
}

function inOrderOfCapture(unread: readonly Unread[]): [number, Unread][] {
  return [...unread.entries()].sort(([, a], [, b]) => Date.parse(a.exchange.capturedAt) - Date.parse(b.exchange.capturedAt));
}

type Parsed = Omit<ParsedSnapshot, "exchange">;

async function write(source: Source, one: Unread, parsed: Parsed, { held, refusal }: Judgement, effects: RunEffects): Promise<Read> {
  const heldBack = new Set(held.map((item) => item.observation));
  const observations = refusal === null ? parsed.observations.filter((observation) => !heldBack.has(observation)) : [];
  const refusals = refusal === null ? parsed.refusals : [...parsed.refusals, refusal];
  const refused = worst(refusals.map((one) => outcomeOfCode(one.code)));
  try {
    const scope = safeScope(parsed.states ?? source.states, refusals);
    const counts = await effects.append({ ...one, scope, observations, held, refusals });
    if (refusals.length === 0) return { outcome: outcomeOfCounts(counts), refusals: [], counts };
    const outcome = parsed.observations.length === 0 ? refused : worst([refused, outcomeOfCounts(counts)]);
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
export async function reapplyLater(source: Source, effects: RunEffects): Promise<void> {
  const done = new Set<string>();
  for (;;) {
    const next = (await effects.toReapply()).find((id) => !done.has(id));
    if (next === undefined) return;
    done.add(next);
    await readAll(source, [{ exchange: await effects.stored(next), exchangeId: next }], effects);
  }
}

function add(a: Changed, b: Changed): Changed {
  return {
    newPeriods: a.newPeriods + b.newPeriods,
    revisions: a.revisions + b.revisions,
    withdrawals: a.withdrawals + b.withdrawals,
    corrections: a.corrections + b.corrections,
    unchanged: a.unchanged + b.unchanged,
    held: a.held + b.held,
  };
}
