import { claimById } from "@talent/catalog/claims";
import { asOfProblem, readAsOf } from "../request/as-of.ts";
import { database } from "../store/database.ts";
import { nodePackages } from "../store/node-packages.ts";
import { storeNow } from "../store/store-now.ts";

/** A page to show in place of the one asked for, and the status that goes with it. */
export type Detour = { readonly page: string; readonly status: 400 | 404 | 503 };

const INVALID_DATE: Detour = { page: "/invalid-date", status: 400 };
const NOTHING_HERE: Detour = { page: "/nothing-here", status: 404 };
const UNAVAILABLE: Detour = { page: "/unavailable", status: 503 };

/**
 * Where a request for a page must go instead, decided before the page begins: a page that finds out by itself can say so only with script.
 * Null when it can be shown.
 */
export async function detour(address: URL): Promise<Detour | null> {
  const given = address.searchParams.getAll("as_of");
  if (asOfProblem(given)) return INVALID_DATE;
  const [, kind = "", name = "", ...more] = address.pathname.split("/");
  if (kind === "claims" && (!claimById(name) || more.length > 0)) return NOTHING_HERE;
  try {
    await storeNow();
    if (kind === "evidence" && !(await isKnown(name, readAsOf(given)?.instant ?? null))) return NOTHING_HERE;
    return null;
  } catch {
    return UNAVAILABLE;
  }
}

/** Whether there is an observation of this id that was known at the instant. */
async function isKnown(encoded: string, asOf: Date | null): Promise<boolean> {
  const { observationsByIds } = await nodePackages.observation();
  const [found] = await observationsByIds(await database(), [decoded(encoded)]);
  return found !== undefined && (asOf === null || Date.parse(found.vintage) <= asOf.getTime());
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
