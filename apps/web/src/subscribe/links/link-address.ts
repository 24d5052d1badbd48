import { Problem } from "../../http/problem.ts";

/** The page behind a link, with its token. */
export function linkPage(page: "confirm" | "unsubscribe" | "manage", token: string): string {
  return `/subscriptions/${page}?token=${encodeURIComponent(token)}`;
}

/** 404 for a token that we never gave out, or that is no longer good. */
export function noSuchLink(): Problem {
  return new Problem(404, "No such link", "This link is none of ours, or it has been replaced. The newest mail has one that works.");
}
