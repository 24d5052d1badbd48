import { setTimeout as pause } from "node:timers/promises";
import type { Db } from "@talent/db/connect";
import { storedRobotsFile } from "@talent/db/read/ingest/stored-answers";
import { claimHost, type HostClaim, type HostRest, releaseHost, storeRobotsFile } from "@talent/db/write/fetch/hosts";
import { type HostStore, type Lease, POLL_MS } from "./host-store.ts";

/** Longer than any one request may take. A crashed worker's lease expires after this. */
const LEASE_SECONDS = 90;

/** The host store all workers of a store share. `holder` is unique to a process: it may take its own leases again after a fault. */
export function sharedHostStore(db: Db, holder: string): HostStore {
  return {
    claim: async (host, pauseMs) => toLease(await claimHost(db, { host, holder, pauseMs, leaseSeconds: LEASE_SECONDS })),
    release: (host, rest) => releaseWithRetry(db, holder, host, rest),
    robots: (origin) => storedRobotsFile(db, origin),
    keepRobots: (origin, copy) => storeRobotsFile(db, origin, copy),
  };
}

/** A database that was restarted drops the connections it had: the first query on each fails, so it is retried. */
const RELEASE_RETRY_MS = [0, 100, 500, 2_000];

/** With the database away for longer the lease expires, or we claim our own host again. */
async function releaseWithRetry(db: Db, holder: string, host: string, rest: HostRest | null): Promise<void> {
  for (const wait of RELEASE_RETRY_MS) {
    await pause(wait);
    const released = releaseHost(db, host, holder, rest);
    if (await released.then(() => true).catch(() => false)) return;
  }
}

function toLease(claim: HostClaim | null): Lease {
  if (claim === null) return { kind: "wait", ms: POLL_MS };
  if (claim.taken) return { kind: "yours" };
  if (claim.rest !== null && claim.rest > 0 && claim.until !== null)
    return {
      kind: "rests",
      ms: claim.rest,
      until: claim.until,
      outcome: claim.outcome ?? "blocked_by_site",
      message: claim.reason ?? "it asked us to wait",
    };
  return { kind: "wait", ms: claim.pace !== null && claim.pace > 0 ? claim.pace : POLL_MS };
}
