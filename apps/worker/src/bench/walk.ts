import { existsSync } from "node:fs";
import { join } from "node:path";
import { claimStoreMode } from "@talent/db/store-mode";
import { testDatabase } from "@talent/db/test-database";
import { registerSources } from "@talent/db/write/register-sources";
import { SOURCES } from "@talent/sources/registry";
import { assessLedger } from "../assess-ledger.ts";
import { recordOf } from "../boot-worker.ts";
import { ROOT } from "../places.ts";
import { cappedReader } from "../reader.ts";
import { walkReplay } from "../replay.ts";
import type { Measurement } from "./measurement.ts";

const CAPTURES = join(ROOT, "../shared/captures");
const IDS = ["state-niv-annual", "epoch-models", "qs-rankings"];
const LIMIT_SECONDS = 60;

/** The walk over the recorded captures of three sources into a fresh database, and the second start that has nothing to do. */
export async function run(): Promise<readonly Measurement[]> {
  if (!existsSync(CAPTURES)) return [];
  const { db, drop } = await testDatabase();
  try {
    const sources = SOURCES.filter((source) => IDS.includes(source.id));
    await claimStoreMode(db, "replay");
    await registerSources(
      db,
      sources.map((source) => recordOf(source, cappedReader)),
      new Date(),
    );
    const assess = (now: Date) => assessLedger(db, now);
    const walk = () => walkReplay({ db, root: CAPTURES, sources, reader: cappedReader, assess, log: () => undefined });
    const [first, second] = [await secondsOf(walk), await secondsOf(walk)];
    return [
      { what: "walk over three sources", unit: "s", ours: first, reference: LIMIT_SECONDS, against: "the limit", target: { atMost: 1 } },
      { what: "walk again, nothing to do", unit: "s", ours: second, reference: first, against: "the first walk", target: { atMost: 0.05 } },
    ];
  } finally {
    await drop();
  }
}

async function secondsOf(task: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await task();
  return (performance.now() - started) / 1000;
}
