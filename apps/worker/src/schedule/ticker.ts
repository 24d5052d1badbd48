import { schedule } from "node-cron";
import { type Log, messageOf } from "../process/log.ts";

/** Once a minute, in UTC. The bell decides nothing: which slot is due is worked out in the store, so a lost or doubled ring does no harm. */
const EVERY_MINUTE = "* * * * *";

export type Bell = { stop(): Promise<void> };

/** Rings `ring` once a minute, never twice at once. A ring that fails is said in the log and the next one comes all the same. */
export function startBell(ring: () => Promise<void>, log: Log): Bell {
  const quiet = {
    info: () => {},
    warn: (text: string) => log("debug", `bell: ${text}`),
    error: (text: string | Error) => log("warn", `bell: ${text}`),
    debug: () => {},
  };
  const task = schedule(EVERY_MINUTE, () => ring().catch((error) => log("error", `sweep: ${messageOf(error)}`)), {
    timezone: "UTC",
    name: "bell",
    noOverlap: true,
    suppressMissedWarning: true,
    logger: quiet,
  });
  return { stop: async () => void (await task.destroy()) };
}
