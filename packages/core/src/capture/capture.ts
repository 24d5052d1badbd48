import type { Locator } from "../observation/locator.ts";
import type { ParsedObservation } from "../observation/observation.ts";

/** How close stored bytes are to the publisher's. */
export type Fidelity = "verbatim" | "copy" | "derived" | "transcribed" | "reconstructed";

/** One HTTP request and its response. `capturedAt` is an ISO instant; `sha256` is lower-case hex of `body`. */
export type Exchange = {
  readonly url: string;
  readonly method: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly sha256: string;
  readonly capturedAt: string;
  readonly fidelity: Fidelity;
  readonly licence: string;
  readonly note?: string;
  readonly requestSha256?: string;
  readonly depositedBy?: string;
};

/** All exchanges of one run of one source. */
export type Capture = { readonly source: string; readonly exchanges: readonly Exchange[] };

/** Why a parser would not read something. Codes are stable; messages name the cell. */
export type RefusalCode =
  | "layout_changed"
  | "unknown_code"
  | "unit_changed"
  | "period_kind_changed"
  | "not_a_number"
  | "invalid_row"
  | "duplicate_key"
  | "total_mismatch"
  | "expectation_unmet"
  | "stale_copy"
  | "implausible"
  | "bytes_differ"
  | "not_recognised"
  | "unreadable"
  | "blocked_by_site";

/** `scope`: what is excluded. `value`: that number; `snapshot`: everything in the exchange. */
export type Refusal = {
  readonly code: RefusalCode;
  readonly message: string;
  readonly locator?: Locator;
  readonly scope: "value" | "snapshot";
};

/** What a document states: everything the source holds, every key of the periods it prints, or just what it lists. Only within that scope is a missing key a withdrawal. */
export type StatedScope = "everything" | "own_periods" | "listed";

/** One recognised exchange, read. The commit unit. A snapshot-scope refusal leaves `observations` empty. */
export type ParsedSnapshot = {
  /** Index into `capture.exchanges`. */
  readonly exchange: number;
  readonly observations: readonly ParsedObservation[];
  readonly refusals: readonly Refusal[];
  /** What this document states, where it states less than the source's documents do: a page of an answer, or a few countries of all. */
  readonly states?: StatedScope;
};

export type ParseResult = {
  readonly snapshots: readonly ParsedSnapshot[] /** Indexes of exchanges this source does not recognise. */;
  readonly unrecognised: readonly number[];
};
