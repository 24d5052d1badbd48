import { database } from "../store/database.ts";
import { nodePackages } from "../store/node-packages.ts";

type SubscriptionLogModule = Awaited<ReturnType<typeof nodePackages.subscriptionsLog>>;
export type LoggedMessage = Awaited<ReturnType<SubscriptionLogModule["deliveryLog"]>>[number];
export type AudienceCount = Awaited<ReturnType<SubscriptionLogModule["audienceCounts"]>>[number];
export type DeliveryTotals = ReturnType<SubscriptionLogModule["noticeTotals"]>;
export type MessageState = SubscriptionLogModule["MESSAGE_STATES"][number];

/** What the operator sees of messages: the newest ones, the counts, and whether what came in is what went out, waits or was held back. */
export type DeliveryView = {
  readonly messages: readonly LoggedMessage[];
  readonly counts: readonly AudienceCount[];
  readonly conservation: DeliveryTotals;
};

const MAX_MESSAGES = 100;

/** Reads the log. Whoever calls this has made sure that the operator asks. */
export async function loadDeliveries(state: string | null): Promise<DeliveryView> {
  const [db, log] = await Promise.all([database(), nodePackages.subscriptionsLog()]);
  const only = log.MESSAGE_STATES.find((known) => known === state) ?? null;
  const [messages, counts] = await Promise.all([log.deliveryLog(db, { state: only, limit: MAX_MESSAGES }), log.audienceCounts(db)]);
  return { messages, counts, conservation: log.noticeTotals(counts) };
}
