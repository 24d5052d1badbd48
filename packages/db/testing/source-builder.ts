import { createHash } from "node:crypto";
import type { Exchange, Refusal, StatedScope } from "@talent/core/capture/capture";
import type { Republish } from "@talent/core/capture/source";
import type { ParsedObservation } from "@talent/core/observation/observation";
import type { Db } from "../src/connect.ts";
import type { SourceRecord } from "../src/read/ingest/sources.ts";
import { pendingReparses, storedExchange } from "../src/read/ingest/stored-exchanges.ts";

import { keepExchanges } from "../src/write/ingest/keep-exchanges.ts";
import { registerSources } from "../src/write/ingest/register-sources.ts";
import type { AppendCounts, AppendInput } from "../src/write/observations/append-input.ts";
import { appendObservations } from "../src/write/observations/append-observations.ts";

/** What a made-up document of a test states: one observation for each `[area, period, value]`, and whatever `more` adds to it. */
export type StatedRow = readonly [area: string, period: string, value: number | null, more?: Partial<ParsedObservation>];

export type TestSource = {
  readonly id: string;
  readonly indicator: string;
  /** Stores a document that states this, captured at an instant, and appends it; then reads later ones again where requested. */
  capture(at: string, stated: readonly StatedRow[], options?: CaptureOptions): Promise<AppendCounts>;
  /** Stores only the bytes. */
  keep(at: string, stated: readonly StatedRow[], options?: CaptureOptions): Promise<string>;
  /** Reads again, from stored bytes, what late captures marked. */
  readAgain(): Promise<void>;
  /** What an append of these bytes is called with. */
  input(exchangeId: string, at: string, stated: readonly StatedRow[], options?: CaptureOptions): AppendInput;
};

export type CaptureOptions = Partial<
  Pick<AppendInput, "as" | "crash" | "fence" | "held" | "now" | "observations" | "parserFingerprint" | "runId" | "scope">
> & {
  readonly url?: string;
  readonly refusals?: readonly Refusal[];
};

export type TestSourceOptions = {
  readonly states?: StatedScope;
  readonly republish?: Republish;
  readonly kind?: SourceRecord["kind"];
  readonly indicator?: string;
  readonly record?: Partial<SourceRecord>;
};

export function testRecord(id: string, options: TestSourceOptions = {}): SourceRecord {
  return {
    id,
    title: `Numbers of ${id}`,
    kind: options.kind ?? "live",
    publisher: { name: "Example Observatory", url: "https://example.org", country: "USA" },
    licence: { name: "CC BY 4.0", republish: options.republish ?? "values" },
    requests: [],
    schedule: null,
    cadence: { every: "P1Y", lag: "P2M", grace: "P45D" },
    produces: [options.indicator ?? `${id}-count`],
    expect: { observations: [0, 1_000_000], values: {} },
    states: options.states ?? "everything",
    parserFingerprint: "reader-1",
    ...options.record,
  };
}

/** A registered source whose documents are JSON of what they state, so that stored bytes can be read again. */
export async function testSource(db: Db, id: string, options: TestSourceOptions = {}): Promise<TestSource> {
  const record = testRecord(id, options);
  await registerBeside(db, record);
  const indicator = record.produces[0] ?? "";
  const source: TestSource = {
    id,
    indicator,
    async keep(at, stated, given) {
      const exchange = exchangeOf(`https://example.org/${id}${given?.url ?? ""}`, at, stated);
      const fingerprint = given?.parserFingerprint ?? record.parserFingerprint;
      const [kept] = await keepExchanges(db, { source: id, runId: null, exchanges: [exchange], parserFingerprint: fingerprint });
      return kept?.exchangeId ?? "";
    },
    input: (exchangeId, at, stated, given) => ({
      source: id,
      exchangeId,
      runId: null,
      parserFingerprint: record.parserFingerprint,
      scope: record.states,
      observations: stated.map((one, line) => toObservation(indicator, one, line)),
      held: [],
      refusals: [],
      vintage: new Date(at),
      now: new Date(at),
      ...given,
    }),
    async capture(at, stated, given) {
      const counts = await appendObservations(db, source.input(await source.keep(at, stated, given), at, stated, given));
      await source.readAgain();
      return counts;
    },
    readAgain: () => reparsePending(db, source),
  };
  return source;
}

/** Registers a source beside those that are there. */
async function registerBeside(db: Db, record: SourceRecord): Promise<void> {
  const { rows } = await db.pool.query<{ record: SourceRecord }>(`SELECT record FROM sources WHERE retired_at IS NULL AND id <> $1`, [
    record.id,
  ]);
  await registerSources(db, [...rows.map((row) => row.record), record], new Date("2020-01-01T00:00:00Z"));
}

async function reparsePending(db: Db, source: TestSource): Promise<void> {
  for (let next = (await pendingReparses(db, source.id))[0]; next !== undefined; next = (await pendingReparses(db, source.id))[0]) {
    const exchange = await storedExchange(db, next);
    const stated = JSON.parse(Buffer.from(exchange.body).toString()) as StatedRow[];
    await appendObservations(db, source.input(next, exchange.capturedAt, stated));
  }
}

export function exchangeOf(url: string, at: string, stated: unknown): Exchange {
  const body = Buffer.from(typeof stated === "string" ? stated : JSON.stringify(stated));
  const sha256 = createHash("sha256").update(body).digest("hex");
  return {
    url,
    method: "GET",
    status: 200,
    headers: { "content-type": "application/json" },
    body,
    sha256,
    capturedAt: new Date(at).toISOString(),
    fidelity: "verbatim",
    licence: "CC BY 4.0",
  };
}

function toObservation(indicator: string, [area, period, value, more]: StatedRow, line: number): ParsedObservation {
  return {
    indicator,
    area,
    dimensions: {},
    period,
    value,
    unit: "persons",
    status: value === null ? "M" : "A",
    locator: { kind: "csv", line: line + 2, column: 3 },
    raw: value === null ? "n/a" : String(value),
    ...more,
  };
}
