import type { Metadata } from "next";
import { ATOM_TYPE } from "./atom.ts";

type Feed = { readonly url: string; readonly title: string };

/** Links in a page's head by which a reader of feeds finds them. */
export function feedLinks(...feeds: readonly Feed[]): Metadata {
  return { alternates: { types: { [ATOM_TYPE]: [...feeds] } } };
}

/** What of can be followed by itself. */
export type FeedSubject = "claims" | "indicators" | "sources";

/** Path of the feed of one claim, indicator or source. */
export function feedPath(kind: FeedSubject, id: string): string {
  return `/feeds/${kind}/${encodeURIComponent(id)}.atom`;
}

export const ALL_CHANGES: Feed = { url: "/feeds/changes.atom", title: "All changes" };
export const ALL_NOTICES: Feed = { url: "/feeds/alerts.atom", title: "Notices" };

/** Where this site is reached from outside, without a slash at its end. The launcher always says. */
export function publicUrl(): string {
  return process.env.PUBLIC_URL?.replace(/\/+$/, "") || `http://localhost:${process.env.PORT || 3000}`;
}

/** An address of this site as the outside reaches it. */
export function absoluteUrl(path: string): string {
  return publicUrl() + path;
}

// RFC 4151: a day on which the name was ours, the same for ever, because a reader of feeds knows an entry by nothing but its id.
const TAG_DATE = "2026-11-28";
const DNS_NAME = /^[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)*$/;

/** An id that no other site and no other thing of this one has: a tag URI of our host name. `parts` are plain words and numbers. */
export function tagUri(...parts: readonly string[]): string {
  const host = new URL(publicUrl()).hostname;
  return `tag:${DNS_NAME.test(host) ? host : "localhost"},${TAG_DATE}:${parts.join(":")}`;
}
