import type { Outcome } from "@talent/core/capture/outcome";
import type { Db } from "../../connect.ts";

/** The result of a claim of a host. Milliseconds until its cooldown ends, and until the pause after its last request is over. */
export type HostClaim = {
  readonly taken: boolean;
  readonly rest: number | null;
  readonly pace: number | null;
  readonly outcome: Outcome | null;
  readonly reason: string | null;
  readonly until: Date | null;
};

export type HostRequest = { readonly host: string; readonly holder: string; readonly pauseMs: number; readonly leaseSeconds: number };

/**
 * Leases a host for one request when it is free, has no cooldown and the pause is over. A clock that was set back leaves instants from the
 * future behind: an end of a request further ahead than the pause is ignored, and so is a lease too long to be one.
 */
export async function claimHost(db: Db, { host, holder, pauseMs, leaseSeconds }: HostRequest): Promise<HostClaim | null> {
  await db.pool.query(`INSERT INTO hosts (host) VALUES ($1) ON CONFLICT DO NOTHING`, [host]);
  const { rows } = await db.pool.query<HostClaim>(
    `WITH taken AS (
       UPDATE hosts SET holder = $2, lease_until = clock_timestamp() + make_interval(secs => $4)
       WHERE host = $1 AND (rest_until IS NULL OR rest_until <= clock_timestamp())
         AND (holder IS NULL OR holder = $2 OR lease_until < clock_timestamp() OR lease_until > clock_timestamp() + make_interval(secs => 2 * $4))
         AND (ended_at IS NULL OR ended_at > clock_timestamp() + make_interval(secs => $3::float8 / 1000)
           OR ended_at + make_interval(secs => $3::float8 / 1000) <= clock_timestamp())
       RETURNING host
     )
     SELECT EXISTS (SELECT FROM taken) AS taken, rest_outcome AS outcome, rest_reason AS reason, rest_until AS until,
       (1000 * extract(epoch FROM rest_until - clock_timestamp()))::float8 AS rest,
       (1000 * extract(epoch FROM ended_at - clock_timestamp()) + $3::float8)::float8 AS pace
     FROM hosts WHERE host = $1`,
    [host, holder, pauseMs, leaseSeconds],
  );
  return rows[0] ?? null;
}

/** Why a host is in cooldown, and how long. */
export type HostRest = { readonly ms: number; readonly outcome: Outcome; readonly message: string };

/** Releases a host; `rest` is its cooldown. One that another holds by now stays with them. */
export async function releaseHost(db: Db, host: string, holder: string, rest: HostRest | null): Promise<void> {
  await db.pool.query(
    `UPDATE hosts SET holder = NULL, lease_until = NULL, ended_at = clock_timestamp(),
       rest_until = CASE WHEN $3::float8 IS NULL THEN rest_until ELSE clock_timestamp() + make_interval(secs => $3 / 1000) END,
       rest_outcome = coalesce($4, rest_outcome), rest_reason = coalesce($5, rest_reason)
     WHERE host = $1 AND holder = $2`,
    [host, holder, rest?.ms ?? null, rest?.outcome ?? null, rest?.message ?? null],
  );
}

/** The result of the last robots.txt request; `problem` when it could not be had. */
export type RobotsFile = {
  readonly fetchedAt: Date;
  readonly status: number | null;
  readonly body: Uint8Array | null;
  readonly problem: { readonly outcome: Outcome; readonly message: string } | null;
};

/** Stores the newest robots.txt of an origin in place of the one before. */
export async function storeRobotsFile(db: Db, origin: string, { fetchedAt, status, body, problem }: RobotsFile): Promise<void> {
  const kept = {
    fetchedAt,
    status,
    body: body === null ? null : Uint8Array.from(body),
    problemOutcome: problem?.outcome ?? null,
    problemMessage: problem?.message ?? null,
  };
  await db.prisma.robotsFile.upsert({ where: { origin }, create: { origin, ...kept }, update: kept });
}
