import { claimById } from "@talent/catalog/claims/all";
import { indicatorById } from "@talent/catalog/indicators/all";
import { observationsByIds } from "@talent/db/read/observations/api-observation";
import { loadTransition } from "../alerts/load-history.ts";
import { asOfProblem, readAsOf } from "../request/as-of.ts";
import { isDecodable } from "../request/href.ts";
import { db } from "../store/database.ts";
import { currentSources } from "../store/sources.ts";
import { currentStoreState } from "../store/store-state.ts";
import { loadConfirmLink, loadManageLink, loadUnsubscribeLink } from "../subscribe/links/load.ts";

/** A page behind a link says by itself what is wrong with the link; the status that goes with it is decided before it begins. */
type LinkStatus = { readonly page: string; readonly status: 404 | 410 };

const LINK_PATH = /^\/(?:api\/v1\/)?subscriptions\/(confirm|unsubscribe|manage)$/;

/** The page that is shown at a path for people or, of two kinds of links, at one for programs; null where neither is. */
export function linkPagePath(path: string): string | null {
  const [, kind] = LINK_PATH.exec(path) ?? [];
  return kind === undefined || (kind === "manage" && path.startsWith("/api/")) ? null : `/subscriptions/${kind}`;
}

/** The status of a page behind a link that is none of ours or no longer good; null where it is. Reads, and changes nothing. */
async function linkStatus(page: string, token: string): Promise<LinkStatus | null> {
  if (page === "/subscriptions/confirm") {
    const state = (await loadConfirmLink(token))?.state;
    if (state === "open" || state === "used") return null;
    return { page, status: state === undefined ? 404 : 410 };
  }
  const found = page === "/subscriptions/manage" ? await loadManageLink(token) : await loadUnsubscribeLink(token);
  return found === null ? { page, status: 404 } : null;
}

/** A page to show in place of the one asked for, and the status that goes with it. */
export type StatusRewrite = { readonly page: string; readonly status: 400 | 404 | 410 | 503 };

const INVALID_DATE: StatusRewrite = { page: "/invalid-date", status: 400 };
const NOT_FOUND: StatusRewrite = { page: "/nothing-here", status: 404 };
const UNAVAILABLE: StatusRewrite = { page: "/unavailable", status: 503 };

// They stand in for other pages, with a status that says why; at an address of their own there is nothing to stand in for.
const REWRITE_TARGETS: ReadonlySet<string> = new Set([INVALID_DATE, NOT_FOUND, UNAVAILABLE].map(({ page }) => page));

/**
 * Where a request for a page must go instead, decided before the page begins: a page that finds out by itself can say so only with script.
 * Null when it can be shown.
 */
export async function statusRewrite(address: URL): Promise<StatusRewrite | null> {
  if (!isDecodable(address.pathname) || REWRITE_TARGETS.has(address.pathname)) return NOT_FOUND;
  const given = address.searchParams.getAll("as_of");
  if (asOfProblem(given)) return INVALID_DATE;
  const [, kind = "", name = "", ...more] = address.pathname.split("/");
  if (kind === "claims" && (!claimById(name) || more.length > 0)) return NOT_FOUND;
  if (kind === "indicators" && name !== "" && !indicatorById(name)) return NOT_FOUND;
  try {
    await currentStoreState();
    if (kind === "sources" && name !== "" && !(await currentSources()).some((source) => source.id === name)) return NOT_FOUND;
    if (kind === "evidence" && !(await isKnownObservation(decodeURIComponent(name), readAsOf(given)?.instant ?? null))) return NOT_FOUND;
    if (kind === "alerts" && name !== "" && !(more.length === 0 && (await isShownAlert(name, readAsOf(given)?.instant ?? null))))
      return NOT_FOUND;
    const link = linkPagePath(address.pathname);
    return link === null ? null : await linkStatus(link, address.searchParams.get("token") ?? "");
  } catch {
    return UNAVAILABLE;
  }
}

/** Whether there is a step of a rule of this id that readers may see and that had happened by the instant. */
async function isShownAlert(id: string, asOf: Date | null): Promise<boolean> {
  return (await loadTransition(id, asOf)) !== null;
}

/** Whether there is an observation of this id that was known at the instant. */
async function isKnownObservation(id: string, asOf: Date | null): Promise<boolean> {
  const [found] = await observationsByIds(db(), [id]);
  return found !== undefined && (asOf === null || Date.parse(found.vintage) <= asOf.getTime());
}
