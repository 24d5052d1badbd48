import type { Trigger } from "@talent/core/capture/outcome";
import type { Db } from "@talent/db/connect";
import type { AppendInput } from "@talent/db/write/observations/append-input";
import type { Fence } from "@talent/db/write/schedule/slots";
import type { Source } from "@talent/sources/define-source";
import type { FetchResult } from "../fetch/fetch-source.ts";
import type { SandboxedParser } from "./parser.ts";
import type { RunReport } from "./run-effects.ts";

export type StoredRun = {
  readonly source: Source;
  readonly runId: string;
  readonly held: Fence | null;
  readonly parserFingerprint: string;
  readonly fetch: (source: Source) => Promise<FetchResult>;
  /** Set when stored bytes are read anew, and why. */
  readonly as?: AppendInput["as"];
};

/** Who runs: the store, a name other workers do not have, and what a run takes for now. */
export type Runner = {
  readonly db: Db;
  readonly name: string;
  readonly clock: () => Date;
  readonly parser: SandboxedParser;
  /** Named moments at which a test may kill the process. */
  readonly crash?: (point: string) => void;
};

export type RunRequest = {
  readonly source: Source;
  readonly trigger: Trigger;
  readonly fetch: (source: Source) => Promise<FetchResult>;
  /** Set when stored bytes are read anew, and why: what comes out differently is then ours, known from now on. */
  readonly as?: StoredRun["as"];
  /** Called before the run is recorded as ended; what it returns is added to the run's detail. */
  readonly addDetail?: (report: RunReport) => Promise<Readonly<Record<string, unknown>>>;
};
