import type { Outcome } from "@talent/core/capture/outcome";
import { storedValidators } from "@talent/db/read/ingest/stored-answers";
import { type TestDatabase, testDatabase } from "@talent/db/testing/database";
import { seriesAsOf } from "@talent/db/testing/series-as-of";
import { registerSources } from "@talent/db/write/ingest/register-sources";
import type { Source } from "@talent/sources/define-source";
import { sourceById } from "@talent/sources/registry";
import { type DepositedFile, depositedExchanges, depositFetch } from "../src/fetch/deposit.ts";
import { sharedHostStore } from "../src/fetch/hosts/shared-host-store.ts";
import { createLiveFetch, userAgent } from "../src/fetch/live.ts";
import type { Visit } from "../src/fetch/robots/gate.ts";
import { sandboxedParser, sourceRecord } from "../src/ingest/parser.ts";
import type { RunReport } from "../src/ingest/run-effects.ts";
import { recordVisits, runOnce } from "../src/ingest/run-slot.ts";
import type { Runner } from "../src/ingest/runner.ts";
import { type PublisherAnswer, type PublisherRequest, type Publishers, startPublishers } from "./publishers.ts";

export type LiveRun = {
  readonly report: RunReport;
  readonly outcome: Outcome;
  readonly asked: readonly PublisherRequest[];
  readonly visits: readonly Visit[];
};

type Codes = Readonly<Record<string, string>>;

/** A live source as it is registered, its publisher on this machine, and a store. */
export type LiveTest = {
  readonly source: Source;
  /** One run as the worker makes it, its clock standing at `at`. */
  run(at: string): Promise<LiveRun>;
  deposit(file: Pick<DepositedFile, "name" | "body" | "url">, at: string): Promise<RunReport>;
  /** Values by period as they were known at an instant, by default that of the last fetch. */
  known(indicator: string, area: string, dimensions?: Codes, asOf?: string): Promise<Record<string, number | null>>;
  close(): Promise<void>;
};

export async function liveTest(id: string, answer: (asked: PublisherRequest) => PublisherAnswer): Promise<LiveTest> {
  const source = sourceById(id);
  if (source === undefined) throw new RangeError(`no source "${id}"`);
  const [store, world]: [TestDatabase, Publishers] = [await testDatabase(), await startPublishers(answer)];
  const { db } = store;
  await registerSources(db, [sourceRecord(source, sandboxedParser)], new Date("2026-01-01T00:00:00Z"));
  let now = new Date(0);
  const runner: Runner = { db, name: "live-test", clock: () => now, parser: sandboxedParser };
  const fetch = createLiveFetch({
    agent: world.agent,
    userAgent: userAgent("https://monitor.example"),
    clock: runner.clock,
    discover: sandboxedParser.discover,
    validators: (of, url) => storedValidators(db, of, url),
    hostStore: sharedHostStore(db, runner.name),
    pauseMs: 1,
  });
  return {
    source,
    async run(at) {
      now = new Date(at);
      const remembered = recordVisits(fetch);
      const report = await runOnce(runner, { source, trigger: "schedule", fetch: remembered.fetch });
      return { report, outcome: report.outcome, asked: world.asked(), visits: remembered.visits() ?? [] };
    },
    async deposit(file, at) {
      now = new Date(at);
      const exchanges = depositedExchanges(source, [{ ...file, capturedAt: now, depositedBy: "an operator" }], now);
      return await runOnce(runner, { source, trigger: "deposit", fetch: depositFetch(exchanges, now) });
    },
    async known(indicator, area, dimensions = {}, asOf = now.toISOString()) {
      const points = await seriesAsOf(db, { indicator, area, dimensions }, new Date(asOf));
      return Object.fromEntries(points.map((point) => [point.period, point.value]));
    },
    async close() {
      await world.close();
      await store.drop();
    },
  };
}
