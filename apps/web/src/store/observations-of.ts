import type { InputObservation } from "./claim-view.ts";
import { database } from "./database.ts";
import { nodePackages } from "./node-packages.ts";

/** The observations of these ids that are known, with the licence gate applied. */
export async function observationsOf(ids: readonly string[]): Promise<readonly InputObservation[]> {
  if (ids.length === 0) return [];
  const { observationsByIds } = await nodePackages.observation();
  return observationsByIds(await database(), [...ids]);
}
