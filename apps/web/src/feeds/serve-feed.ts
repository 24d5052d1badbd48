import { claimById } from "@talent/catalog/claims/all";
import { indicatorById } from "@talent/catalog/indicators/all";
import type { Claim } from "@talent/core/claim/claim";
import { bindingsOf } from "@talent/core/measure/measure";
import { notFound } from "../http/problem.ts";
import { isReadable } from "../request/readable-path.ts";
import { sourcesNow } from "../store/sources.ts";
import type { AtomEntry } from "./atom.ts";
import { changeEntries } from "./change-entries.ts";
import { ALL_CHANGES, ALL_NOTICES, type Followed, feedPath } from "./feed-link.ts";
import { noticeEntries } from "./notice-entries.ts";

/** Entries, newest first. `older`: where the next page begins; null at the end. */
export type EntryPage = { readonly entries: readonly AtomEntry[]; readonly older: string | null };

/** A feed before its entries are read. `page`: the path of the page that shows the same. */
export type FeedPlan = {
  readonly path: string;
  readonly title: string;
  readonly subtitle: string;
  readonly page: string;
  /** The entries whose number is lower than `before`; null: the newest. */
  entries(before: string | null, limit: number): Promise<EntryPage>;
};

/** The feed at a path as it was sent. Throws a 404 where there is none. */
export async function feedPlan(path: string): Promise<FeedPlan> {
  const [, kind = "", encoded = ""] = (isReadable(path) && /^\/feeds\/(\w+)\/([^/]+)\.atom$/.exec(path)) || [];
  if (path === ALL_CHANGES.url) return EVERYTHING;
  if (path === ALL_NOTICES.url) return NOTICES;
  const id = decodeURIComponent(encoded);
  const found = Object.hasOwn(FOLLOWED, kind) ? await FOLLOWED[kind as Followed](id) : null;
  if (found === null) throw notFound(`There is no feed at ${path.slice(0, 120)}; /api/openapi.json lists those there are.`);
  return { ...found, path: feedPath(kind as Followed, id), page: `/${kind}/${encodeURIComponent(id)}` };
}

const EVERYTHING: FeedPlan = {
  path: ALL_CHANGES.url,
  title: "China AI Talent Monitor: all changes",
  subtitle: "Verdicts that changed, new periods, revisions, withdrawals, corrections of ours, and how our looks at the sources go.",
  page: "/",
  entries: (before, limit) => changeEntries({}, before, limit),
};

const NOTICES: FeedPlan = {
  path: ALL_NOTICES.url,
  title: "China AI Talent Monitor: notices",
  subtitle: "Thresholds that were crossed, verdicts that changed, history that a source revised, and what had to be taken back.",
  page: "/alerts",
  entries: noticeEntries,
};

type Found = Omit<FeedPlan, "path" | "page">;

const FOLLOWED: Readonly<Record<Followed, (id: string) => Promise<Found | null>>> = {
  claims: async (id) => {
    const claim = claimById(id);
    if (claim === undefined) return null;
    const indicators = indicatorsOf(claim);
    return {
      title: `China AI Talent Monitor: ${claim.paraphrase}`,
      subtitle: "How the verdicts of this claim change, and what changes in the numbers it rests on.",
      entries: (before, limit) => changeEntries({ claim: id, indicators }, before, limit),
    };
  },
  indicators: async (id) => {
    const indicator = indicatorById(id);
    if (indicator === undefined) return null;
    return {
      title: `China AI Talent Monitor: ${indicator.title}`,
      subtitle: "New periods, revisions, withdrawals and corrections of this indicator.",
      entries: (before, limit) => changeEntries({ indicators: [id] }, before, limit),
    };
  },
  sources: async (id) => {
    const source = (await sourcesNow()).find((one) => one.id === id);
    if (source === undefined) return null;
    return {
      title: `China AI Talent Monitor: ${source.record.title}`,
      subtitle: "What this source stated, revised and took back, and how our looks at it go.",
      entries: (before, limit) => changeEntries({ source: id }, before, limit),
    };
  },
};

/** What the readings of a claim measure; of an opinion, what stands beside it. */
function indicatorsOf({ readings, related }: Claim): string[] {
  const measured = readings.flatMap(({ measure }) => (measure ? bindingsOf(measure) : []));
  return [...new Set((measured.length > 0 ? measured : related).map(({ indicator }) => indicator))];
}
