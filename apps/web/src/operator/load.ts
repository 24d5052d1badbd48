import {
  type AudienceCount,
  audienceCounts,
  deliveryLog,
  type LoggedMessage,
  type MessageState,
  type NoticeTotals,
  noticeTotals,
} from "@talent/db/read/subscribers/delivery-log";
import { db } from "../store/database.ts";

/** What the operator sees of messages: the newest ones, the counts, and whether what came in is what went out, waits or was held back. */
export type DeliveryView = {
  readonly messages: readonly LoggedMessage[];
  readonly counts: readonly AudienceCount[];
  readonly conservation: NoticeTotals;
};

const MAX_MESSAGES = 100;

/** Reads the log. Whoever calls this has made sure that the operator asks. */
export async function loadDeliveries(state: MessageState | null): Promise<DeliveryView> {
  const [messages, counts] = await Promise.all([deliveryLog(db(), { state, limit: MAX_MESSAGES }), audienceCounts(db())]);
  return { messages, counts, conservation: noticeTotals(counts) };
}
