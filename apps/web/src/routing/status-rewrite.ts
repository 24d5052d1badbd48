import { claimById } from "@talent/catalog/claims/all";
import { indicatorById } from "@talent/catalog/indicators/all";
import { alertView } from "../alerts/load-history.ts";
import { asOfProblem, readAsOf } from "../request/as-of.ts";
import { isReadable } from "../request/href.ts";
import { database } from "../store/database.ts";
import { nodePackages } from "../store/node-packages.ts";
import { sourcesNow } from "../store/sources.ts";
import { storeNow } from "../store/store-state.ts";
import { confirmView, manageView, unsubscribeView } from "../subscribe/links/load.ts";

/** A page behind a link says by itself what is wrong with the link; the status that goes with it is decided before it begins. */
type LinkDetour = { readonly page: string; readonly status: 404 | 410 };

const LINK = /^\/(?:api\/v1\/)?subscriptions\/(confirm|unsubscribe|manage)$/;

/** The page that is shown at a path for people or, of two kinds of links, at one for programs; null where neither is. */
export function linkPageAt(path: string): string | null {
  const [, kind] = LINK.exec(path) ?? [];
  return kind === undefined || (kind === "manage" && path.startsWith("/api/")) ? null : `/subscriptions/${kind}`;
}

/** The status of a page behind a link that is none of ours or no longer good; null where it is. Reads, and changes nothing. */
async function linkDetour(page: string, token: string): Promise<LinkDetour | null> {
  if (page === "/subscriptions/confirm") {
    const state = (await confirmView(token))?.state;
    if (state === "open" || state === "used") return null;
    return { page, status: state === undefined ? 404 : 410 };
  }
  const found = page === "/subscriptions/manage" ? await manageView(token) : await unsubscribeView(token);
  return found === null ? { page, status: 404 } : null;
}

/** A page to show in place of the one asked for, and the status that goes with it. */
export type Detour = { readonly page: string; readonly status: 400 | 404 | 410 | 503 };

const INVALID_DATE: Detour = { page: "/invalid-date", status: 400 };
const NOTHING_HERE: Detour = { page: "/nothing-here", status: 404 };
const UNAVAILABLE: Detour = { page: "/unavailable", status: 503 };

// They stand in for other pages, with a status that says why; at an address of their own there is nothing to stand in for.
const STAND_INS: ReadonlySet<string> = new Set([INVALID_DATE, NOTHING_HERE, UNAVAILABLE].map(({ page }) => page));

/**
 * Where a request for a page must go instead, decided before the page begins: a page that finds out by itself can say so only with script.
 * Null when it can be shown.
 */
export async function detour(address: URL): Promise<Detour | null> {
  if (!isReadable(address.pathname) || STAND_INS.has(address.pathname)) return NOTHING_HERE;
  const given = address.searchParams.getAll("as_of");
  if (asOfProblem(given)) return INVALID_DATE;
  const [, kind = "", name = "", ...more] = address.pathname.split("/");
  if (kind === "claims" && (!claimById(name) || more.length > 0)) return NOTHING_HERE;
  if (kind === "indicators" && name !== "" && !indicatorById(name)) return NOTHING_HERE;
  try {
    await storeNow();
    if (kind === "sources" && name !== "" && !(await sourcesNow()).some((source) => source.id === name)) return NOTHING_HERE;
    if (kind === "evidence" && !(await isKnown(decodeURIComponent(name), readAsOf(given)?.instant ?? null))) return NOTHING_HERE;
    if (kind === "alerts" && name !== "" && !(more.length === 0 && (await isShownAlert(name, readAsOf(given)?.instant ?? null))))
      return NOTHING_HERE;
    const link = linkPageAt(address.pathname);
    return link === null ? null : await linkDetour(link, address.searchParams.get("token") ?? "");
  } catch {
    return UNAVAILABLE;
  }
}

/** Whether there is a step of a rule of this id that readers may see and that had happened by the instant. */
async function isShownAlert(id: string, asOf: Date | null): Promise<boolean> {
  return (await alertView(id, asOf)) !== null;
}

/** Whether there is an observation of this id that was known at the instant. */
async function isKnown(id: string, asOf: Date | null): Promise<boolean> {
  const { observationsByIds } = await nodePackages.observation();
  const [found] = await observationsByIds(await database(), [id]);
  return found !== undefined && (asOf === null || Date.parse(found.vintage) <= asOf.getTime());
}
