import { database } from "../store/database.ts";
import { nodePackages } from "../store/node-packages.ts";

type History = Awaited<ReturnType<typeof nodePackages.alertHistory>>;

/** A step of a rule as anybody may see it, with what a licence keeps back taken out. */
export type AlertEntry = NonNullable<Awaited<ReturnType<History["alertEntry"]>>>;

/** One step of a rule by its id, if it tells readers something and had happened by the instant (null: now); those about our own looks are the operator's. */
export async function alertView(id: string, asOf: Date | null): Promise<AlertEntry | null> {
  const { alertEntry } = await nodePackages.alertHistory();
  const entry = await alertEntry(await database(), id);
  if (entry === null || entry.facts.tells === null || entry.scopes.includes("operator")) return null;
  return asOf !== null && Date.parse(entry.at) > asOf.getTime() ? null : entry;
}
