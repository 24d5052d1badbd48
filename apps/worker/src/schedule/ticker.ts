import { schedule } from "node-cron";
import { errorMessage, type Log } from "../process/log.ts";

/** Once a minute, in UTC. The ticker decides nothing: which slot is due is worked out in the store, so a lost or doubled tick does no harm. */
const EVERY_MINUTE = "* * * * *";

export type Ticker = { stop(): Promise<void> };

/** Calls `tick` once a minute, never twice at once. A tick that fails is logged and the next one comes all the same. */
export function startTicker(tick: () => Promise<void>, log: Log): Ticker {
  const quiet = {
    info: () => {},
    warn: (text: string) => log("debug", `ticker: ${text}`),
    error: (text: string | Error) => log("warn", `ticker: ${text}`),
    debug: () => {},
  };
  const task = schedule(EVERY_MINUTE, () => tick().catch((error) => log("error", `tick: ${errorMessage(error)}`)), {
    timezone: "UTC",
    name: "ticker",
    noOverlap: true,
    suppressMissedWarning: true,
    logger: quiet,
  });
  return { stop: async () => void (await task.destroy()) };
}
