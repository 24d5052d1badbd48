import type { Capture, Exchange, ParseResult, Refusal, StatedScope } from "@talent/core/capture/capture";
import type { Outcome } from "@talent/core/capture/outcome";
import type { ParsedObservation } from "@talent/core/observation/observation";
import type { Implausible } from "@talent/core/quality/implausible";
import type { KnownHistory } from "@talent/core/quality/known-history";
import type { Source } from "@talent/sources/define-source";
import type { EndedRequest, FetchResult } from "../fetch/fetch-source.ts";
import type { AppendCounts } from "./outcome.ts";

/** A stored exchange. `earlier` is set when these bytes were read before by this parser: what it refused then still holds. */
export type KeptExchange = { readonly exchangeId: string; readonly earlier: readonly Refusal[] | null };

/** One snapshot as it goes into the store: what it states, what is held back, what was refused. */
export type Snapshot = {
  readonly exchangeId: string;
  readonly exchange: Exchange;
  readonly scope: StatedScope;
  readonly observations: readonly ParsedObservation[];
  readonly held: readonly Implausible[];
  readonly refusals: readonly Refusal[];
};

/** What came of parsing, and the exchanges whose reading was cut off at a limit: nothing is concluded about those, and the next run tries again. */
export type ParseOutcome = ParseResult & { readonly cutOff: readonly { readonly exchange: number; readonly message: string }[] };

/** What a run does to the world. A test passes arrays. */
export type RunEffects = {
  readonly fetch: (source: Source) => Promise<FetchResult>;
  /** Stores the bytes before anyone reads them; one entry for each exchange, in order. */
  readonly keep: (exchanges: readonly Exchange[]) => Promise<readonly KeptExchange[]>;
  readonly parse: (capture: Capture) => Promise<ParseOutcome>;
  /** What was known of these series before an instant, and which documents had been read then. */
  readonly history: (wanted: { readonly series: readonly string[]; readonly before: Date }) => Promise<KnownHistory>;
  /** Stored bytes are read anew: what comes out differently is ours. */
  readonly rereads?: boolean;
  /** One transaction. Throws a RefusalError for what the store cannot hold or cannot order; then nothing of the snapshot is stored. */
  readonly append: (snapshot: Snapshot) => Promise<AppendCounts>;
  /** Later snapshots to read again because an older one arrived late, in this run or an earlier one; oldest first. */
  readonly toReapply: () => Promise<readonly string[]>;
  readonly stored: (exchangeId: string) => Promise<Exchange>;
};

export type RunReport = {
  readonly outcome: Outcome;
  readonly counts: AppendCounts;
  /** Stored exchanges, read now or before. */
  readonly exchanges: readonly string[];
  readonly refusals: readonly Refusal[];
  readonly ended: readonly EndedRequest[];
};
