import type { Db } from "@talent/db/connect";
import { finishedSlots } from "@talent/db/read/schedule/slots";
import { acquireStoreLock } from "@talent/db/store-lock";
import { insertSlot } from "@talent/db/write/schedule/slots";
import { markReplayed, replayedStamps } from "@talent/db/write/store/store-mode";
import type { Source } from "@talent/sources/define-source";
import { readCapture } from "@talent/sources/parse/read-capture";
import { formatStamp, openRecordings, type Recordings } from "../fetch/recordings.ts";
import { replayFetch } from "../fetch/replay.ts";
import type { Log } from "../process/log.ts";
import type { SandboxedParser } from "./parser.ts";
import { runSlot } from "./run-slot.ts";
import type { Runner } from "./runner.ts";

export type ReplayWalk = {
  readonly db: Db;
  readonly root: string;
  readonly sources: readonly Source[];
  readonly parser: SandboxedParser;
  /** Assesses the claims with what was known at an instant. */
  readonly assess: (now: Date) => Promise<unknown>;
  readonly log: Log;
  readonly signal?: AbortSignal;
  readonly crash?: (point: string) => void;
};

/** The trigger of every slot of the walk; also the name its claims carry, so that a resumed walk holds its own slots. */
const REPLAY = "replay";

/**
 * Walks the recorded stamps, oldest first: at each one the sources with a capture there run once, then the claims are assessed as of it.
 * Stamps that are done are passed over, also after a crash halfway; walking again changes nothing. Returns the number of stamps visited.
 */
export async function walkReplay(walk: ReplayWalk): Promise<number> {
  const release = await acquireStoreLock(walk.db, "walk", walk.signal);
  try {
    const recordings = await openRecordings(walk.root);
    const [done, ran] = [await replayedStamps(walk.db), await replayedSlots(walk.db)];
    const newestDone = recordings.stamps.findLast((stamp) => done.has(formatStamp(stamp)));
    let visited = 0;
    for (const stamp of recordings.stamps) {
      walk.signal?.throwIfAborted();
      const due = walk.sources.filter((source) => recordings.folderAt(source.id, stamp) && !ran.has(slotKey(source.id, stamp)));
      if (done.has(formatStamp(stamp)) && due.length === 0) continue;
      await replayStamp(walk, recordings, stamp, due, laterOf(stamp, newestDone));
      visited++;
    }
    return visited;
  } finally {
    await release();
  }
}

async function replayStamp(walk: ReplayWalk, recordings: Recordings, stamp: Date, due: readonly Source[], assessAt: Date): Promise<void> {
  const runner: Runner = {
    db: walk.db,
    name: REPLAY,
    clock: () => stamp,
    parser: walk.parser,
    ...(walk.crash ? { crash: walk.crash } : {}),
  };
  const effects = { readFolder: readCapture, discover: walk.parser.discover };
  for (const source of due) {
    walk.signal?.throwIfAborted();
    const slot = await insertSlot(walk.db, { source: source.id, scheduledFor: stamp, trigger: REPLAY });
    walk.crash?.("slot inserted");
    const report = await runSlot(runner, slot.id, {
      source,
      trigger: REPLAY,
      fetch: () => replayFetch(source, stamp, recordings, effects),
    });
    if (report !== null) walk.log("info", `${formatStamp(stamp)} ${source.id}: ${report.outcome}`);
  }
  await walk.assess(assessAt);
  walk.crash?.("assessed");
  await markReplayed(walk.db, formatStamp(stamp));
  walk.crash?.("marked");
}

/** A late capture changes what is known, not the current day. */
function laterOf(stamp: Date, newestDone: Date | undefined): Date {
  return newestDone !== undefined && newestDone > stamp ? newestDone : stamp;
}

function slotKey(source: string, stamp: Date): string {
  return `${source} ${stamp.getTime()}`;
}

/** A source built after its stamps were walked still has slots to run: its captures are then late, and appended as such. */
async function replayedSlots(db: Db): Promise<Set<string>> {
  const slots = await finishedSlots(db, REPLAY);
  return new Set(slots.map(({ source, scheduledFor }) => slotKey(source, scheduledFor)));
}
