import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { EmbeddedServer } from "@talent/postgres/server";
import { useThrowawayServer } from "@talent/postgres/testing/throwaway-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../../../testing/database.ts";
import { type StatedRow, testSource } from "../../../testing/source-builder.ts";
import { type Db, openDb } from "../../connect.ts";
import { migrate } from "../../setup/migrate.ts";
import { CRASH_POINTS, type CrashPoint } from "./append-input.ts";
import { appendObservations } from "./append-observations.ts";

const BEFORE: StatedRow[] = [
  ["CHN", "2022", 1],
  ["CHN", "2023", 2],
  ["USA", "2023", 3],
];
const AFTER: StatedRow[] = [
  ["CHN", "2022", 1],
  ["CHN", "2023", 20],
  ["CHN", "2024", 30],
];
const REFUSALS = [{ code: "invalid_row", message: "row 7", scope: "value" }] as const;

/** Everything the store holds, without the ids and times that differ from one attempt to the next. */
async function contents(db: Db): Promise<string> {
  const { rows } = await db.pool.query<{ hash: string }>(
    `SELECT md5(string_agg(line, E'\\n' ORDER BY line)) AS hash FROM (
       SELECT concat_ws('|', k.key, k.unit, d.label, o.vintage, o.value, o.status, o.cause, o.row_no, o.raw, l.head, e.url, e.captured_at, a.act)
         FROM observations o JOIN series k ON k.id = o.series_id JOIN periods d ON d.id = o.period_id
         JOIN appends a ON a.id = o.append_id JOIN exchanges e ON e.id = a.exchange_id LEFT JOIN locators l ON l.id = o.locator_id
       UNION ALL SELECT concat_ws('|', kind, indicator, vintage, occurred_at, detail - 'observations') FROM changes
       UNION ALL SELECT concat_ws('|', parser_fingerprint, observations, refusals, reapply) FROM parses
       UNION ALL SELECT concat_ws('|', code, message, scope) FROM refusals
       UNION ALL SELECT concat_ws('|', 'series', key) FROM series
       UNION ALL SELECT concat_ws('|', 'period', label) FROM periods
       UNION ALL SELECT concat_ws('|', 'locator', head) FROM locators
       UNION ALL SELECT concat_ws('|', 'append', act, rows_written) FROM appends
     ) all_lines (line)`,
  );
  return rows[0]?.hash ?? "";
}

const appendAfter = async (db: Db, crash?: (point: CrashPoint) => void) => {
  const source = await testSource(db, "crashing");
  const id = await source.keep("2024-02-01", AFTER);
  return appendObservations(db, source.input(id, "2024-02-01", AFTER, { refusals: REFUSALS, ...(crash === undefined ? {} : { crash }) }));
};

const start = async (db: Db) => {
  const source = await testSource(db, "crashing");
  await source.capture("2024-01-01", BEFORE);
  await source.keep("2024-02-01", AFTER);
};

describe("an append that crashes", () => {
  let whole: string;
  const made: TestDatabase[] = [];
  const fresh = async () => {
    const test = await testDatabase();
    made.push(test);
    await start(test.db);
    return test;
  };
  beforeAll(async () => {
    const { db } = await fresh();
    await appendAfter(db);
    whole = await contents(db);
  });
  afterAll(() => Promise.all(made.map((test) => test.drop())));

  for (const point of CRASH_POINTS) {
    it(`with its process at "${point}" leaves all or nothing, and the next attempt completes it`, async () => {
      const test = await fresh();
      const nothing = await contents(test.db);
      const script = `
        import { openDb } from ${JSON.stringify(import.meta.resolve("../../connect.ts"))};
        import { testSource } from ${JSON.stringify(import.meta.resolve("../../../testing/source-builder.ts"))};
        import { appendObservations } from ${JSON.stringify(import.meta.resolve("./append-observations.ts"))};
        const db = openDb(process.argv[1]);
        const source = await testSource(db, "crashing");
        const after = ${JSON.stringify(AFTER)};
        const id = await source.keep("2024-02-01", after);
        const crash = (point) => { if (point === ${JSON.stringify(point)}) process.kill(process.pid, "SIGKILL"); };
        await appendObservations(db, source.input(id, "2024-02-01", after, { refusals: ${JSON.stringify(REFUSALS)}, crash }));`;
      const { signal, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", script, test.url], {
        cwd: fileURLToPath(new URL(".", import.meta.url)),
        encoding: "utf8",
      });
      expect(signal, stderr).toBe("SIGKILL");
      expect(await contents(test.db)).toBe(point === "committed" ? whole : nothing);
      await appendAfter(test.db);
      expect(await contents(test.db)).toBe(whole);
    });
  }

  it("by an error of its own code leaves nothing and the connection usable", async () => {
    const test = await fresh();
    const nothing = await contents(test.db);
    const boom = () => {
      throw new Error("boom");
    };
    await expect(appendAfter(test.db, boom)).rejects.toThrow("boom");
    expect(await contents(test.db)).toBe(nothing);
    await appendAfter(test.db);
    expect(await contents(test.db)).toBe(whole);
  });
});

describe("a database server that crashes", () => {
  let folder: string;
  let server: EmbeddedServer;
  let db: Db;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "talent-crash-"));
    chmodSync(folder, 0o755);
    server = await useThrowawayServer(folder);
    await migrate(server.url("postgres"));
    db = openDb(server.url("postgres"), { max: 1 });
    await start(db);
  });
  afterAll(async () => {
    await db.close();
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  /** Retries as a worker does; the pool has to find its way back by itself. */
  const untilAnswered = async <T>(ask: () => Promise<T>): Promise<T> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await ask();
      } catch (error) {
        if (attempt === 100) throw error;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  };

  it("mid-merge by SIGKILL of a backend leaves nothing of the snapshot; the same pool reconnects and completes it", async () => {
    const nothing = await contents(db);
    const { rows } = await db.pool.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
    const crash = (point: CrashPoint) => {
      if (point === "merged") process.kill(rows[0]?.pid ?? 0, "SIGKILL");
    };
    await expect(appendAfter(db, crash)).rejects.toThrow();
    expect(await untilAnswered(() => contents(db))).toBe(nothing);
    // The server ends all its sessions when it notices, which may be after the first answer.
    await untilAnswered(() => appendAfter(db));
    expect(await untilAnswered(() => contents(db))).not.toBe(nothing);
  });

  it("while idle does not end our process", async () => {
    const { rows } = await untilAnswered(() => db.pool.query<{ pid: number }>("SELECT pg_backend_pid() AS pid"));
    execFileSync("kill", ["-9", String(rows[0]?.pid)]);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await untilAnswered(async () => (await db.pool.query("SELECT 1 AS one")).rows)).toEqual([{ one: 1 }]);
  });
});
