import type { Refusal, StatedScope } from "@talent/core/capture/capture";
import type { ParsedObservation } from "@talent/core/observation/observation";
import type { ImplausibleCheck } from "@talent/core/quality/implausible";
import type { Fence } from "../schedule/slots.ts";

/** A value withheld from the public numbers until reviewed. */
export type HeldObservation = {
  readonly observation: ParsedObservation;
  /** The check that holds it; `implausible` where none is named. */
  readonly reason: ImplausibleCheck | "implausible";
  readonly message: string;
  /** The value it was compared with. */
  readonly previous: number | null;
};

/** Named moments of an append; a test may throw or kill the process there. After `committed` all of it is stored, before it nothing. */
export const CRASH_POINTS = ["begun", "locked", "interned", "staged", "merged", "recorded", "committed"] as const;
export type CrashPoint = (typeof CRASH_POINTS)[number];

export type AppendInput = {
  readonly source: string;
  readonly exchangeId: string;
  readonly runId: string | null;
  readonly fence?: Fence;
  readonly parserFingerprint: string;
  /** Within which a missing key is a withdrawal. Pass `listed` when a refusal leaves unknown which keys were there. */
  readonly scope: StatedScope;
  readonly observations: readonly ParsedObservation[];
  readonly held: readonly HeldObservation[];
  readonly refusals: readonly Refusal[];
  /** `capturedAt` of the exchange. */
  readonly vintage: Date;
  /** Instant of the act: the vintage of corrections and reparses, and the time the feed shows. */
  readonly now: Date;
  /**
   * `reparse`: the parser reads stored bytes differently now. `correction`: these numbers replace what we stated. `accepted`: held back before,
   * known from this act on.
   */
  readonly as?: { readonly cause: "reparse" | "correction" | "accepted"; readonly note: string };
  readonly crash?: (point: CrashPoint) => void;
};

export type AppendCounts = {
  readonly newPeriods: number;
  readonly revisions: number;
  readonly withdrawals: number;
  /** Rows that are ours: corrections and reparses. */
  readonly corrections: number;
  readonly unchanged: number;
  readonly held: number;
  /** Later exchanges of the source to read again from stored bytes, oldest first, because this one arrived late. */
  readonly reapply: readonly string[];
};
