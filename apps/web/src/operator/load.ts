import { database } from "../store/database.ts";
import { nodePackages } from "../store/node-packages.ts";

type Log = Awaited<ReturnType<typeof nodePackages.subscriptionsLog>>;
export type LoggedMessage = Awaited<ReturnType<Log["deliveryLog"]>>[number];
export type AudienceCount = Awaited<ReturnType<Log["audienceCounts"]>>[number];
export type Conservation = ReturnType<Log["conservation"]>;
export type MessageState = Log["MESSAGE_STATES"][number];

/** What the operator sees of messages: the newest ones, the counts, and whether what came in is what went out, waits or was held back. */
export type DeliveryView = {
  readonly messages: readonly LoggedMessage[];
  readonly counts: readonly AudienceCount[];
  readonly conservation: Conservation;
};

const MOST = 100;

/** Reads the log. Whoever calls this has made sure that the operator asks. */
export async function deliveryView(state: string | null): Promise<DeliveryView> {
  const [db, log] = await Promise.all([database(), nodePackages.subscriptionsLog()]);
  const only = log.MESSAGE_STATES.find((known) => known === state) ?? null;
  const [messages, counts] = await Promise.all([log.deliveryLog(db, { state: only, limit: MOST }), log.audienceCounts(db)]);
  return { messages, counts, conservation: log.conservation(counts) };
}
