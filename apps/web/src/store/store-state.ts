import { schedulerSilent } from "@talent/core/capture/freshness";
import type { StoreNoticeFacts } from "../components/store-notice.tsx";
import type { AsOf } from "../request/as-of.ts";
import { database } from "./database.ts";
import { remember } from "./memoize.ts";
import { nodePackages } from "./node-packages.ts";

type StoreMode = Awaited<ReturnType<typeof nodePackages.storeState>>;
export type StoreNow = Awaited<ReturnType<StoreMode["storeState"]>>;

const FRESH_MS = 1_000;

/** Mode, newest change and last sign of the scheduler, at most a second old. */
export function storeNow(): Promise<StoreNow> {
  return remember("store", FRESH_MS, async () => {
    const { storeState } = await nodePackages.storeState();
    return storeState(await database());
  });
}

/** Changes whenever anything a page shows of numbers and verdicts may have changed. */
export function versionOf({ lastChange, assessedAt }: StoreNow): string {
  return `${lastChange?.id ?? "0"} ${assessedAt ?? "never"}`;
}

/** True when a live store's scheduler has stopped; one that never rang is still starting. */
export function isSilent({ mode, schedulerBeat }: Pick<StoreNow, "mode" | "schedulerBeat">, now: Date): boolean {
  return mode === "live" && schedulerSilent(schedulerBeat, now);
}

/** What the top of a page has to say about the store. A replay has no scheduler, so its silence means nothing. */
export function noticeOf(store: StoreNow, asOf: AsOf, now: Date): StoreNoticeFacts {
  const silent = isSilent(store, now);
  return {
    replayTo: store.mode === "replay" ? store.replayTo : null,
    notCheckedSince: silent ? store.schedulerBeat : null,
    asOf: asOf?.instant.toISOString() ?? null,
  };
}
