import { database } from "../store/database.ts";
import { nodePackages } from "../store/node-packages.ts";
import type { InputObservation } from "./load.ts";

/** The observations of these ids that are known, with the licence gate applied. */
export async function observationsOf(ids: readonly string[]): Promise<readonly InputObservation[]> {
  if (ids.length === 0) return [];
  const { observationsByIds } = await nodePackages.observation();
  return observationsByIds(await database(), [...ids]);
}
