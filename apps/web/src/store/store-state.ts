import { schedulerSilent } from "@talent/core/capture/freshness";
import { pingStore, type StoreState, storeState } from "@talent/db/read/store/store-state";
import type { StoreNoticeFacts } from "../components/page-shell.tsx";
import type { AsOf } from "../request/as-of.ts";
import { db } from "./database.ts";
import { memoize } from "./memoize.ts";

const FRESH_MS = 1_000;

/** Mode, newest change and last sign of the scheduler, at most a second old. */
export function currentStoreState(): Promise<StoreState> {
  return memoize("store", FRESH_MS, async () => {
    return storeState(db());
  });
}

/** Changes whenever anything a page shows of numbers and verdicts may have changed. */
export function storeVersion({ lastChange, assessedAt }: StoreState): string {
  return `${lastChange?.id ?? "0"} ${assessedAt ?? "never"}`;
}

/** True when a live store's scheduler has stopped; one that never rang is still starting. */
export function isSchedulerSilent({ mode, schedulerBeat }: Pick<StoreState, "mode" | "schedulerBeat">, now: Date): boolean {
  return mode === "live" && schedulerSilent(schedulerBeat, now);
}

/** What the top of a page has to say about the store. A replay has no scheduler, so its silence means nothing. */
export function storeNotice(store: StoreState, asOf: AsOf, now: Date): StoreNoticeFacts {
  const silent = isSchedulerSilent(store, now);
  return {
    replayTo: store.mode === "replay" ? store.replayTo : null,
    notCheckedSince: silent ? store.schedulerBeat : null,
    asOf: asOf?.instant.toISOString() ?? null,
  };
}

type Readiness = { readonly database: string; readonly migrations: string; readonly scheduler: string };

/**
 * Whether the database answers, whether what this version needs is in it (the store is claimed only after every migration), and whether the
 * scheduler of a live store still rings: when it stops, nothing shown is being checked any more.
 */
export async function checkReadiness(now: Date): Promise<Readiness> {
  try {
    await pingStore(db());
    return { database: "ok", ...(await checkStore(now)) };
  } catch {
    return { database: "does not answer", migrations: "unknown", scheduler: "unknown" };
  }
}

async function checkStore(now: Date): Promise<Omit<Readiness, "database">> {
  try {
    const state = await storeState(db());
    const scheduler = isSchedulerSilent(state, now) ? `not checked since ${state.schedulerBeat}` : "ok";
    return { migrations: state.mode === null ? "the store is not set up" : "ok", scheduler };
  } catch {
    return { migrations: "pending", scheduler: "unknown" };
  }
}
