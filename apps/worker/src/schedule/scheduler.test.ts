import type { RequestListener } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { sourceStates } from "@talent/db/read/ingest/sources";
import { storedValidators } from "@talent/db/read/ingest/stored-answers";
import { storeState } from "@talent/db/read/store/store-state";
import { type TestDatabase, testDatabase } from "@talent/db/testing/database";
import { seriesAsOf } from "@talent/db/testing/series-as-of";
import { registerSources } from "@talent/db/write/ingest/register-sources";
import { claimStoreMode } from "@talent/db/write/store/store-mode";
import type { Source } from "@talent/sources/define-source";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type LocalServer, localServer } from "../../testing/http-server.ts";
import { testParser, testSource } from "../../testing/source.ts";
import { depositedExchanges } from "../fetch/deposit.ts";
import { openOutboundClient } from "../fetch/live.ts";
import { sourceRecord } from "../ingest/parser.ts";
import { runOnce } from "../ingest/run-slot.ts";
import type { Runner } from "../ingest/runner.ts";
import { type Scheduler, type SchedulerParts, startScheduler } from "./scheduler.ts";

let store: TestDatabase;
let office: LocalServer;
let answer: RequestListener;
const running: Scheduler[] = [];
beforeEach(async () => {
  store = await testDatabase();
  await claimStoreMode(store.db, "live");
  office = await localServer((request, response) => answer(request, response));
}, 120_000);
afterEach(async () => {
  await Promise.all(running.splice(0).map((live) => live.stop()));
  await office.close();
  await store.drop();
}, 60_000);

const table = (heads: number): string => `year,heads\n2024,${heads}\n`;
const heads = (more = {}): Source => testSource({ id: "heads", url: `${office.url}/heads.csv`, ...more });
const runner = (name: string): Runner => ({ db: store.db, name, clock: () => new Date(), parser: testParser() });

async function start(sources: readonly Source[], more: Partial<SchedulerParts> = {}): Promise<Scheduler> {
  await registerSources(
    store.db,
    sources.map((source) => sourceRecord(source, testParser())),
    new Date(),
  );
  const parts = {
    db: store.db,
    url: store.url,
    publicUrl: "https://monitor.example",
    sources,
    log: () => {},
    assess: async () => {},
    evaluate: async () => {},
    schedules: true,
    allow: [office.authority],
  };
  const live = await startScheduler({ ...parts, runner: runner(`w${running.length}`), ...more });
  running.push(live);
  return live;
}
const outcome = async (): Promise<string | null> => (await sourceStates(store.db))[0]?.lastOutcome ?? null;
async function until(what: () => Promise<boolean>, seconds = 20): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (!(await what())) {
    if (Date.now() > deadline) throw new Error(`not within ${seconds} s`);
    await pause(50);
  }
}
const query = async (sql: string) => (await store.db.pool.query(sql)).rows;

describe("a live worker", { timeout: 60_000 }, () => {
  it("fetches at once what is due, once, and ticks", async () => {
    answer = (request, response) =>
      response.end(request.headers["user-agent"]?.includes("https://monitor.example") ? table(7) : "who are you");
    let assessed = 0;
    await start([heads()], { assess: async () => void assessed++ });
    await until(async () => (await outcome()) === "new_values");
    await until(async () => assessed === 1);
    expect(
      (await seriesAsOf(store.db, { indicator: "heads", area: "CHN", dimensions: {} }, new Date())).map((point) => point.value),
    ).toEqual([7]);
    expect((await storeState(store.db)).schedulerBeat).not.toBeNull();
    await start([heads()]);
    await pause(500);
    expect(office.hits()).toBe(1);
    expect(await query("SELECT state, trigger FROM slots")).toEqual([{ state: "done", trigger: "schedule" }]);
  });
  it("has an outcome for every source at once when the network is down, and requests a later retry", async () => {
    const sources = Array.from({ length: 8 }, (_, index) =>
      testSource({ id: `away-${index}`, indicator: `heads-${index}`, url: `http://127.0.0.1:${index + 1}/` }),
    );
    await start(sources);
    await until(async () => (await sourceStates(store.db)).every((state) => state.lastOutcome === "unreachable"), 30);
    const jobs = await query(
      "SELECT key, run_at > now() + interval '50 seconds' AS later FROM graphile_worker.jobs WHERE task_identifier = 'retry'",
    );
    expect(jobs).toHaveLength(8);
    expect(jobs.every((job) => job.later)).toBe(true);
  });
  it("retries no sooner than a busy publisher requested, and not at all one that disallows", async () => {
    answer = (_request, response) => void response.writeHead(429, { "retry-after": "7200" }).end("slow down");
    const closed = await localServer((_request, response) => void response.writeHead(403).end("no"));
    await start(
      [
        testSource({ id: "busy", indicator: "a", url: `${office.url}/busy` }),
        testSource({ id: "closed", indicator: "b", url: `${closed.url}/closed` }),
      ],
      { allow: [office.authority, closed.authority] },
    );
    await until(async () => (await sourceStates(store.db)).every((state) => state.lastOutcome === "blocked_by_site"));
    const jobs = await query(
      "SELECT key, run_at >= now() + interval '119 minutes' AS obeyed FROM graphile_worker.jobs WHERE task_identifier = 'retry'",
    );
    expect(jobs).toEqual([{ key: "retry:busy", obeyed: true }]);
    await closed.close();
  });
  it("tries again under a slot of its own, and not when a newer one has been", async () => {
    answer = (_request, response) => response.writeHead(503).end("down");
    await start([heads()]);
    await until(async () => (await outcome()) === "unreachable");
    answer = (_request, response) => response.end(table(8));
    await query("UPDATE graphile_worker._private_jobs SET run_at = now() WHERE key = 'retry:heads'");
    await until(async () => (await outcome()) === "new_values", 30);
    expect((await query("SELECT trigger, state FROM slots ORDER BY id")).map((row) => [row.trigger, row.state])).toEqual([
      ["schedule", "done"],
      ["retry", "done"],
    ]);
    await until(async () => (await query("SELECT key FROM graphile_worker.jobs")).length === 0);
  });
  it("makes one run of a slot although two workers are there", async () => {
    answer = (_request, response) => void setTimeout(() => response.end(table(7)), 300);
    await start([heads()]);
    await start([heads()]);
    await until(async () => (await outcome()) === "new_values");
    await pause(300);
    expect(office.hits()).toBe(1);
    expect((await query("SELECT count(*)::int AS n FROM runs"))[0].n).toBe(1);
  });
  it("releases what hangs when stopped, and the next start does it", async () => {
    answer = () => undefined;
    const first = await start([heads()]);
    await until(async () => office.hits() === 1);
    const stopped = performance.now();
    await first.stop();
    expect(performance.now() - stopped).toBeLessThan(8_000);
    expect(await query("SELECT state FROM slots")).toEqual([{ state: "due" }]);
    expect((await query("SELECT count(*)::int AS n FROM run_outcomes"))[0].n).toBe(0);
    answer = (_request, response) => response.end(table(7));
    await start([heads()]);
    await until(async () => (await outcome()) === "new_values");
  });
  it("goes on by itself after the database cut every connection in the middle of a run", async () => {
    answer = (_request, response) => {
      const cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";
      if (office.hits() === 1) store.db.pool.query(cut).finally(() => response.end(table(7)));
      else response.end(table(7));
    };
    await start([heads()]);
    await until(async () => (await outcome().catch(() => null)) === "new_values", 40);
    expect((await query("SELECT count(*)::int AS n FROM run_outcomes"))[0].n).toBe(1);
    expect(await query("SELECT state FROM slots")).toEqual([{ state: "done" }]);
  });
  it("assesses again what only time has made old", async () => {
    await query(`INSERT INTO assessments (claim, reading, question, verdict, as_of, known_at, valid_until, inputs, reasons, fragile, reading_fingerprint, inputs_hash, cause)
      VALUES ('c', 'r', 'now', 'holds', '2020-01-01', '2020-01-01', '2021-01-01', '{}', '[]', false, 'f', 'h', 'inputs')`);
    const assessed: Date[] = [];
    await start([], { schedules: false, assess: async (now) => void assessed.push(now) });
    expect(assessed).toHaveLength(1);
  });
});

describe("the ticker", { timeout: 60_000 }, () => {
  it("has the rules of alerts evaluated at every tick, in a replayed store too, where time goes on", async () => {
    const evaluated: Date[] = [];
    await start([], { schedules: false, evaluate: async (now) => void evaluated.push(now) });
    expect(evaluated).toHaveLength(1);
  });
});

describe("conditional requests", { timeout: 60_000 }, () => {
  it("sends the validators of the newest stored copy once that was read, and never before", async () => {
    const asked: (string | undefined)[] = [];
    answer = (request, response) => {
      asked.push(request.headers["if-none-match"]);
      if (request.headers["if-none-match"] === '"v1"') response.writeHead(304).end();
      else response.writeHead(200, { etag: '"v1"' }).end(table(7));
    };
    const source = heads();
    await registerSources(store.db, [sourceRecord(source, testParser())], new Date());
    const validators = (id: string, url: string) => storedValidators(store.db, id, url);
    const outside = openOutboundClient({
      ...runner("w"),
      ...testParser(),
      validators,
      publicUrl: "https://monitor.example",
      allow: [office.authority],
      pauseMs: 1,
    });
    const errand = { source, trigger: "manual" as const, fetch: outside.fetch };
    const dies: Runner = { ...runner("dies"), crash: (point) => point === "kept" && fail() };
    await expect(runOnce(dies, errand)).rejects.toThrow("died");
    expect((await runOnce(runner("w"), errand)).outcome).toBe("new_values");
    expect((await runOnce(runner("w"), errand)).outcome).toBe("not_modified");
    expect(asked).toEqual([undefined, undefined, '"v1"']);
    // Nine fetches after the last full answer may get "not modified"; the tenth requests the file.
    for (let look = 2; look <= 9; look++) expect((await runOnce(runner("w"), errand)).outcome).toBe("not_modified");
    expect((await runOnce(runner("w"), errand)).outcome).toBe("same_bytes");
    expect((await runOnce(runner("w"), errand)).outcome).toBe("not_modified");
    expect(asked.slice(2)).toEqual([...Array(9).fill('"v1"'), undefined, '"v1"']);
    await outside.close();
  });
});

describe("a site that blocks crawlers", { timeout: 60_000 }, () => {
  it("is requested once and then left alone; a deposit continues its series, and no later refusal changes it", async () => {
    const wall =
      '<html><head><title>Just a moment...</title></head><body><script src="/cdn-cgi/challenge-platform/x.js"></script></body></html>';
    const site = await localServer(
      (_request, response) => response.end(wall),
      "127.0.0.1",
      (_request, response) => void response.writeHead(200, { "content-type": "text/html" }).end(wall),
    );
    const source = testSource({ id: "heads", url: `${site.url}/heads.csv` });
    await start([source], { allow: [site.authority] });
    await until(async () => (await outcome()) === "blocked_by_site");
    const handedIn = {
      name: "heads.csv",
      body: Buffer.from(table(7)),
      url: `${site.url}/heads.csv`,
      capturedAt: new Date(),
      depositedBy: "ann",
    };
    const exchanges = depositedExchanges(source, [handedIn], new Date());
    const deposit = { source, trigger: "deposit" as const, fetch: async () => ({ exchanges, ended: [] }) };
    expect((await runOnce(runner("by hand"), deposit)).outcome).toBe("new_values");
    const outside = openOutboundClient({
      ...runner("w"),
      ...testParser(),
      validators: async () => ({}),
      publicUrl: "https://monitor.example",
      allow: [site.authority],
    });
    const again = await runOnce(runner("w"), { source, trigger: "manual", fetch: outside.fetch });
    expect(again).toMatchObject({ outcome: "blocked_by_site", ended: [{ retry: false }] });
    const points = await seriesAsOf(store.db, { indicator: "heads", area: "CHN", dimensions: {} }, new Date());
    expect([points.map((point) => point.value), site.hits()]).toEqual([[7], 0]);
    await outside.close();
    await site.close();
  });
  it("records in the run which rules allowed a request", async () => {
    answer = (_request, response) => response.end(table(7));
    await start([heads()]);
    await until(async () => (await outcome()) === "new_values");
    const detail = (await sourceStates(store.db))[0]?.outcomes[0]?.detail;
    expect(detail).toMatchObject({ visits: [{ origin: office.url, robots: "no robots.txt (404)", requests: 1 }] });
  });
});

function fail(): never {
  throw new Error("died");
}
