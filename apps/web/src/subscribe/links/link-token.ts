import type * as z from "zod";
import { LINK_POST_QUERY, LINK_QUERY } from "../../api/parameters.ts";
import { handlePost, seeOther } from "../../http/handle-post.ts";
import { badParameter, Problem } from "../../http/problem.ts";
import { type BodyFields, readFields } from "../../http/read-body.ts";
import { readQuery } from "../../http/read-query.ts";

/** What was sent to a link: its token, from the address or the body, and the other members. */
export type LinkRequest = { readonly token: string; readonly fields: BodyFields };

/** Reads a POST to a link. Throws a Problem: 400, 413 or 415. */
export async function readLinkRequest(request: Request, body: z.ZodObject): Promise<LinkRequest> {
  const given = readQuery(new URL(request.url).searchParams, LINK_POST_QUERY);
  // The token in the address is enough: a POST that says nothing more has no type either.
  const fields = request.headers.has("content-type") ? await readFields(request, body) : {};
  const token = LINK_QUERY.token.min(1).safeParse(given.token ?? fields.token);
  if (!token.success) throw badParameter("token", "token is missing.");
  return { token: token.data, fields };
}

/** The page behind a link, with its token. */
export function linkPageAddress(page: "confirm" | "unsubscribe" | "manage", token: string): string {
  return `/subscriptions/${page}?token=${encodeURIComponent(token)}`;
}

/** 404 for a token that we never gave out, or that is no longer good. */
export function noSuchLinkProblem(): Problem {
  return new Problem(404, "No such link", "This link is none of ours, or it has been replaced. The newest mail has one that works.");
}

/** Leads GET at an address for programs to the page of the same link. */
export function redirectRoute(request: Request, page: "confirm" | "unsubscribe"): Promise<Response> {
  return handlePost(request, async () => seeOther(linkPageAddress(page, readQuery(new URL(request.url).searchParams, LINK_QUERY).token)));
}
