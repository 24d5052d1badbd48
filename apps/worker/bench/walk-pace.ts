import { openDb } from "@talent/db/connect";
import { registerSources } from "@talent/db/write/ingest/register-sources";
import { claimStoreMode } from "@talent/db/write/store/store-mode";
import { SOURCES } from "@talent/sources/registry";
import { assessLedger } from "../src/assess/assess-ledger.ts";
import { openRecordings } from "../src/fetch/recordings.ts";
import { loadCurated } from "../src/ingest/load-curated.ts";
import { sandboxedParser, sourceRecord } from "../src/ingest/parser.ts";
import { walkReplay } from "../src/ingest/replay-walk.ts";

// The worker's part of a first start with REPLAY_DIR, in a process of its own, so that its memory is measured alone.

/** Seconds for everything and for a second walk with nothing to do; memory in MB. */
export type WalkPace = {
  readonly seconds: number;
  readonly secondsAgain: number;
  /** Resident after each stamp. */
  readonly resident: readonly number[];
  /** Resident at the worst moment. */
  readonly peak: number;
  /** Still held after a collection of garbage, halfway and at the end. */
  readonly kept: { readonly halfway: number; readonly end: number };
};

async function walk(url: string, root: string): Promise<WalkPace> {
  const db = openDb(url, { applicationName: "talent worker" });
  const clock = () => new Date();
  const half = Math.floor((await openRecordings(root)).stamps.length / 2);
  const resident: number[] = [];
  let halfway = Number.NaN;
  const assess = async (at: Date): Promise<void> => {
    await assessLedger(db, at, { all: true });
    resident.push(process.memoryUsage.rss() / 2 ** 20);
    if (resident.length === half) halfway = kept();
  };
  const visit = () => walkReplay({ db, root, sources: SOURCES, parser: sandboxedParser, assess, log: () => undefined });
  const seconds = await secondsOf(async () => {
    await claimStoreMode(db, "replay");
    await registerSources(
      db,
      SOURCES.map((source) => sourceRecord(source, sandboxedParser)),
      clock(),
    );
    await loadCurated({ db, name: "bench", clock, parser: sandboxedParser }, SOURCES, () => undefined);
    await visit();
    await assessLedger(db, clock());
  });
  const end = kept();
  const secondsAgain = await secondsOf(visit);
  await db.close();
  return { seconds, secondsAgain, resident, peak: process.resourceUsage().maxRSS / 1024, kept: { halfway, end } };
}

/** MB of objects that a collection of garbage leaves; the second one finds what the first set free. Done twice in a walk, it changes nothing. */
function kept(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

async function secondsOf(task: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await task();
  return (performance.now() - started) / 1000;
}

if (import.meta.main) {
  const [url = "", root = ""] = process.argv.slice(2);
  process.stdout.write(`${JSON.stringify(await walk(url, root))}\n`);
}
