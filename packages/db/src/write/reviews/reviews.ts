import type { Db } from "../../connect.ts";
import { type Decided, decideHeld } from "./decide-held.ts";

export type Review = {
  readonly quarantineId: string;
  readonly decision: "accepted" | "rejected";
  readonly reason: string;
  readonly by: string;
  readonly now: Date;
};

/** An operator's word on one value held back: the door through which a page may say it. Throws what `decideHeld` throws. */
export async function decideQuarantined(db: Db, { quarantineId, reason, ...rest }: Review): Promise<Decided | null> {
  const decided = await decideHeld(db, { ...rest, ids: [quarantineId], note: reason });
  return rest.decision === "rejected" ? null : decided;
}
