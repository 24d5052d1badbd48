import { setTimeout as pause } from "node:timers/promises";
import type { Outcome } from "@talent/core/capture/outcome";
import type { Db } from "@talent/db/connect";
import { type Cooldown, type HostStore, type Lease, POLL_MS, type RobotsCopy } from "./host-store.ts";

/** Longer than any one request may take. A worker that dies with a host in its hands keeps it no longer than this. */
const LEASE_SECONDS = 90;

/** The book all workers of a store share. `holder` is a name no other process has: what it lost track of in a fault it may take again. */
export function sharedHostStore(db: Db, holder: string): HostStore {
  return {
    claim: (host, pauseMs) => claimHost(db, holder, host, pauseMs),
    release: (host, rest) => releaseHost(db, holder, host, rest),
    robots: (origin) => readRobots(db, origin),
    async keepRobots(origin, { fetchedAt, status, body, problem }) {
      await db.pool.query(
        `INSERT INTO robots_files (origin, fetched_at, status, body, problem_outcome, problem_message) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (origin) DO UPDATE SET fetched_at = EXCLUDED.fetched_at, status = EXCLUDED.status, body = EXCLUDED.body,
           problem_outcome = EXCLUDED.problem_outcome, problem_message = EXCLUDED.problem_message`,
        [origin, fetchedAt, status, body === null ? null : Buffer.from(body), problem?.outcome ?? null, problem?.message ?? null],
      );
    },
  };
}

/** A database that was restarted drops the connections it had: the first words on each are lost, so they are said again. */
const RELEASE_RETRY_MS = [0, 100, 500, 2_000];

/** With the database away for longer the lease runs out, or we take our own host again. */
async function releaseHost(db: Db, holder: string, host: string, rest: Cooldown | null): Promise<void> {
  for (const wait of RELEASE_RETRY_MS) {
    await pause(wait);
    const said = db.pool.query(
      `UPDATE hosts SET holder = NULL, lease_until = NULL, ended_at = clock_timestamp(),
         rest_until = CASE WHEN $3::float8 IS NULL THEN rest_until ELSE clock_timestamp() + make_interval(secs => $3 / 1000) END,
         rest_outcome = coalesce($4, rest_outcome), rest_reason = coalesce($5, rest_reason)
       WHERE host = $1 AND holder = $2`,
      [host, holder, rest?.ms ?? null, rest?.outcome ?? null, rest?.message ?? null],
    );
    if (await said.then(() => true).catch(() => false)) return;
  }
}

type ClaimRow = {
  taken: boolean;
  rest: number | null;
  pace: number | null;
  outcome: Outcome | null;
  reason: string | null;
  until: Date | null;
};

/** A clock that was set back leaves instants from the future behind: an end of a request that lies ahead makes nobody wait, nor does a lease too long to be one. */
async function claimHost(db: Db, holder: string, host: string, pauseMs: number): Promise<Lease> {
  await db.pool.query(`INSERT INTO hosts (host) VALUES ($1) ON CONFLICT DO NOTHING`, [host]);
  const { rows } = await db.pool.query<ClaimRow>(
    `WITH taken AS (
       UPDATE hosts SET holder = $2, lease_until = clock_timestamp() + make_interval(secs => $4)
       WHERE host = $1 AND (rest_until IS NULL OR rest_until <= clock_timestamp())
         AND (holder IS NULL OR holder = $2 OR lease_until < clock_timestamp() OR lease_until > clock_timestamp() + make_interval(secs => 2 * $4))
         AND (ended_at IS NULL OR ended_at > clock_timestamp() OR ended_at + make_interval(secs => $3::float8 / 1000) <= clock_timestamp())
       RETURNING host
     )
     SELECT EXISTS (SELECT FROM taken) AS taken, rest_outcome AS outcome, rest_reason AS reason, rest_until AS until,
       (1000 * extract(epoch FROM rest_until - clock_timestamp()))::float8 AS rest,
       (1000 * extract(epoch FROM ended_at - clock_timestamp()) + $3::float8)::float8 AS pace
     FROM hosts WHERE host = $1`,
    [host, holder, pauseMs, LEASE_SECONDS],
  );
  const row = rows[0];
  if (row === undefined) return { kind: "wait", ms: POLL_MS };
  if (row.taken) return { kind: "yours" };
  if (row.rest !== null && row.rest > 0 && row.until !== null)
    return {
      kind: "rests",
      ms: row.rest,
      until: row.until,
      outcome: row.outcome ?? "blocked_by_site",
      message: row.reason ?? "it asked us to wait",
    };
  return { kind: "wait", ms: row.pace !== null && row.pace > 0 ? row.pace : POLL_MS };
}

type RobotsRow = { fetched_at: Date; status: number | null; body: Buffer | null; outcome: Outcome | null; message: string | null };

async function readRobots(db: Db, origin: string): Promise<RobotsCopy | null> {
  const { rows } = await db.pool.query<RobotsRow>(
    `SELECT fetched_at, status, body, problem_outcome AS outcome, problem_message AS message FROM robots_files WHERE origin = $1`,
    [origin],
  );
  const row = rows[0];
  if (row === undefined) return null;
  const problem = row.outcome === null ? null : { outcome: row.outcome, message: row.message ?? "" };
  return { fetchedAt: row.fetched_at, status: row.status, body: row.body, problem };
}
