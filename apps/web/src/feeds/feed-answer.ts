import { createHash } from "node:crypto";
import { outside, tagOf } from "./addresses.ts";
import { ATOM_TYPE, type AtomFeed, type AtomLink, atomDocument } from "./atom.ts";
import { ALL_CHANGES } from "./feed-link.ts";
import { type EntryPage, type FeedPlan, feedPlan } from "./serve-feed.ts";

const MOST_ENTRIES = 50;
/** Readers ask again every few minutes at most; within one, a cache may answer for us. */
const FRESH_S = 60;

/** The Atom feed at the path that was asked for, or 304 when the reader has it. Throws a 404 where there is none. */
export async function feedAnswer(request: Request, before: string | null): Promise<Response> {
  const plan = await feedPlan(new URL(request.url).pathname);
  const document = atomDocument(pageOfFeed(plan, before, await plan.entries(before, MOST_ENTRIES)));
  return unlessHeld(request, document);
}

/** One page of a feed with the links that lead on from it (RFC 5005, section 3). */
export function pageOfFeed({ path, title, subtitle, page }: Omit<FeedPlan, "entries">, before: string | null, found: EntryPage): AtomFeed {
  const at = (place: string | null) => outside(place === null ? path : `${path}?before=${place}`);
  const links: AtomLink[] = [
    { rel: "self", type: ATOM_TYPE, href: at(before) },
    { rel: "alternate", type: "text/html", href: outside(page) },
    ...(path === ALL_CHANGES.url ? [{ rel: "alternate", type: "application/json", href: outside("/api/v1/changes") }] : []),
    { rel: "first", type: ATOM_TYPE, href: at(null) },
    ...(found.older === null ? [] : [{ rel: "next", type: ATOM_TYPE, href: at(found.older) }]),
  ];
  const id = tagOf(
    ...path
      .replace(/\.atom$/, "")
      .split("/")
      .slice(1),
  );
  return { id, title, subtitle, links, entries: found.entries };
}

function unlessHeld(request: Request, document: string): Response {
  const etag = `W/"${createHash("sha256").update(document).digest("base64url").slice(0, 27)}"`;
  const headers = { etag, "cache-control": `public, max-age=${FRESH_S}` };
  if (isHeld(request.headers.get("if-none-match"), etag)) return new Response(null, { status: 304, headers });
  return new Response(document, { headers: { ...headers, "content-type": `${ATOM_TYPE}; charset=utf-8` } });
}

/** Whether a reader has this version: RFC 9110, section 13.1.2, by the weak comparison. `given`: the If-None-Match of the request. */
export function isHeld(given: string | null, etag: string): boolean {
  const opaque = (tag: string) => tag.trim().replace(/^W\//, "");
  return given !== null && (given.trim() === "*" || given.split(",").some((tag) => opaque(tag) === opaque(etag)));
}
