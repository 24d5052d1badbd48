import { confirmView, manageView, unsubscribeView } from "../subscribe/links/load.ts";

/** A page behind a link says by itself what is wrong with the link; the status that goes with it is decided before it begins. */
export type LinkDetour = { readonly page: string; readonly status: 404 | 410 };

const LINK = /^\/(?:api\/v1\/)?subscriptions\/(confirm|unsubscribe|manage)$/;

/** The page that is shown at a path for people or, of two kinds of links, at one for programs; null where neither is. */
export function linkPageAt(path: string): string | null {
  const [, kind] = LINK.exec(path) ?? [];
  return kind === undefined || (kind === "manage" && path.startsWith("/api/")) ? null : `/subscriptions/${kind}`;
}

/** The status of a page behind a link that is none of ours or no longer good; null where it is. Reads, and changes nothing. */
export async function linkDetour(page: string, token: string): Promise<LinkDetour | null> {
  if (page === "/subscriptions/confirm") {
    const state = (await confirmView(token))?.state;
    if (state === "open" || state === "used") return null;
    return { page, status: state === undefined ? 404 : 410 };
  }
  const found = page === "/subscriptions/manage" ? await manageView(token) : await unsubscribeView(token);
  return found === null ? { page, status: 404 } : null;
}
