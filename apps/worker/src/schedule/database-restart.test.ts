import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, readlinkSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type Db, openDb } from "@talent/db/connect";
import { migrate } from "@talent/db/setup/migrate";
import { seriesAsOf } from "@talent/db/testing/series-as-of";
import { registerSources } from "@talent/db/write/ingest/register-sources";
import { claimStoreMode } from "@talent/db/write/store/store-mode";
import { type EmbeddedServer, useEmbeddedServer } from "@talent/postgres/server";
import { THROWAWAY_SETTINGS } from "@talent/postgres/testing/throwaway-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { localServer } from "../../testing/http-server.ts";
import { testParser, testSource } from "../../testing/source.ts";
import { sourceRecord } from "../ingest/parser.ts";
import { startScheduler } from "./scheduler.ts";

// A server of its own, because this test takes it down.

let folder: string;
let url: string;
let server: EmbeddedServer;
let db: Db;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "restart-"));
  // As root the server runs under another user, who must get in.
  chmodSync(folder, 0o755);
  server = await useEmbeddedServer(folder, { settings: THROWAWAY_SETTINGS });
  url = server.url("postgres");
  await migrate(url);
  db = openDb(url);
  await claimStoreMode(db, "live");
}, 120_000);
afterAll(async () => {
  await db?.close();
  control("stop");
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

/** `immediate` is what a crash is: nothing is written down, open transactions are lost. */
function control(act: "stop" | "restart"): void {
  const data = join(folder, "postgres/data");
  const [pid] = readFileSync(join(data, "postmaster.pid"), "utf8").split("\n");
  const program = join(dirname(readlinkSync(`/proc/${pid}/exe`)), "pg_ctl");
  const { uid, gid } = statSync(data);
  const log = join(data, "restart.log");
  const { status, stderr } = spawnSync(program, ["-D", data, "-m", "immediate", "-w", "-l", log, act], {
    uid,
    gid,
    cwd: "/",
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`pg_ctl ${act}: ${stderr}`);
}

describe("PostgreSQL restarted in the middle of a run", { timeout: 120_000 }, () => {
  it("costs nothing: the worker comes back by itself, the run counts once, and the number is there", async () => {
    let restarted = false;
    const office = await localServer((_request, response) => {
      // The run is claimed and its request under way when the server goes down.
      if (!restarted) control("restart");
      restarted = true;
      response.end("year,heads\n2024,7\n");
    });
    const source = testSource({ id: "heads", url: `${office.url}/heads.csv` });
    await registerSources(db, [sourceRecord(source, testParser())], new Date());
    const live = await startScheduler({
      db,
      url,
      publicUrl: "https://monitor.example",
      sources: [source],
      runner: { db, name: "w", clock: () => new Date(), parser: testParser() },
      log: () => {},
      assess: async () => {},
      evaluate: async () => {},
      schedules: true,
      allow: [office.authority],
    });
    const counts = async () =>
      (
        await db.pool.query(`SELECT (SELECT count(*)::int FROM run_outcomes) AS outcomes, (SELECT count(*)::int FROM observations) AS versions,
          (SELECT array_agg(state) FROM slots) AS slots, (SELECT count(*)::int FROM hosts WHERE holder IS NOT NULL) AS held`)
      ).rows[0];
    const deadline = Date.now() + 90_000;
    while ((await counts().catch(() => null))?.outcomes !== 1 && Date.now() < deadline) await pause(200);
    await live.stop();
    await office.close();
    expect(restarted).toBe(true);
    expect(await counts()).toEqual({ outcomes: 1, versions: 1, slots: ["done"], held: 0 });
    const points = await seriesAsOf(db, { indicator: "heads", area: "CHN", dimensions: {} }, new Date());
    expect(points.map((point) => point.value)).toEqual([7]);
  });
});
