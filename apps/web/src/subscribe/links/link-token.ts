import { handlePost, seeOther } from "../../http/handle-post.ts";
import { badParameter, Problem } from "../../http/problem.ts";
import { type BodyFields, readFields } from "../../http/read-body.ts";
import { type Parameter, readQuery } from "../../http/read-query.ts";

/** What was sent to a link: its token, from the address or the body, and the other members. */
export type LinkRequest = { readonly token: string; readonly fields: BodyFields };

const MAX_TOKEN_LENGTH = 200;

/** Reads a POST to a link. Throws a Problem: 400, 413 or 415. */
export async function readLinkRequest(request: Request, known: readonly string[]): Promise<LinkRequest> {
  const given = new URL(request.url).searchParams;
  const other = [...given.keys()].find((name) => name !== "token");
  if (other !== undefined) throw badParameter(other.slice(0, 60), `There is no parameter “${other.slice(0, 60)}” here.`);
  if (given.getAll("token").length > 1) throw badParameter("token", "“token” is given more than once.");
  // The token in the address is enough: a POST that says nothing more has no type either.
  const fields = request.headers.has("content-type") ? await readFields(request, ["token", ...known]) : {};
  const token = given.get("token") ?? fields.token;
  if (typeof token !== "string" || token === "" || token.length > MAX_TOKEN_LENGTH) throw badParameter("token", "token is missing.");
  return { token, fields };
}

/** The token of a link. */
export const TOKEN = {
  name: "token",
  description: "The token of a link in a mail.",
  schema: { type: "string", maxLength: 200 },
  required: true,
  read: (text: string) => {
    if (text.length > 200) throw new Error("token has at most 200 characters.");
    return text;
  },
} satisfies Parameter<string>;

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
  return handlePost(request, async () =>
    seeOther(linkPageAddress(page, readQuery(new URL(request.url).searchParams, { token: TOKEN }).token)),
  );
}
