import type { Metadata } from "next";
import { ATOM_TYPE } from "./atom.ts";

type Feed = { readonly url: string; readonly title: string };

/** Links in a page's head by which a reader of feeds finds them. */
export function feedLinks(...feeds: readonly Feed[]): Metadata {
  return { alternates: { types: { [ATOM_TYPE]: [...feeds] } } };
}

/** What of can be followed by itself. */
export type Followed = "claims" | "indicators" | "sources";

/** Path of the feed of one claim, indicator or source. */
export function feedPath(kind: Followed, id: string): string {
  return `/feeds/${kind}/${encodeURIComponent(id)}.atom`;
}

export const ALL_CHANGES: Feed = { url: "/feeds/changes.atom", title: "All changes" };
export const ALL_NOTICES: Feed = { url: "/feeds/alerts.atom", title: "Notices" };
