import { createHash } from "node:crypto";
import { noticeNames } from "@talent/catalog/alerts/notice-names";
import type { SourceNames } from "@talent/catalog/alerts/source-rules";
import { claimById } from "@talent/catalog/claims/all";
import { indicatorById } from "@talent/catalog/indicators/all";
import type { Claim } from "@talent/core/claim/claim";
import { bindingsOf } from "@talent/core/measure/measure";
import { seriesId } from "@talent/core/observation/series";
import { noticeWords } from "@talent/core/text/notice";
import { changedNumbers } from "@talent/db/read/feeds/changed-numbers";
import { changedVerdicts } from "@talent/db/read/feeds/changed-verdicts";
import { type FeedScope, newestFeedChanges, newestNotices, type StoredNotice } from "@talent/db/read/feeds/feed-entries";
import { seriesOfClaims } from "../claim/claims-using.ts";
import { html } from "../components/html.ts";
import { notFound } from "../http/problem.ts";
import { isDecodable } from "../request/href.ts";
import { db } from "../store/database.ts";
import { currentSourceNames, currentSources } from "../store/sources.ts";
import { currentStoreState } from "../store/store-state.ts";
import { ALL_CHANGES, ALL_NOTICES, absoluteUrl, type FeedSubject, feedPath, tagUri } from "./addresses.ts";
import { ATOM_TYPE, type AtomEntry, type AtomFeed, type AtomLink, atomDocument } from "./atom.ts";
import { healthEntry, numbersEntry, verdictEntry } from "./describe-change.ts";
import { type ChangeFacts, evidenceLine, evidenceLinks, pageLink } from "./entry.ts";

const MAX_ENTRIES = 50;
/** Readers ask again every few minutes at most; within one, a cache may answer for us. */
const FRESH_S = 60;

/** The Atom feed at the path that was asked for, or 304 when the reader has it. Throws a 404 where there is none. */
export async function serveFeed(request: Request, before: string | null): Promise<Response> {
  const plan = await planFeed(new URL(request.url).pathname);
  const document = atomDocument(feedPage(plan, before, await plan.entries(before, MAX_ENTRIES)));
  return respondWithEtag(request, document);
}

/** One page of a feed with the links that lead on from it (RFC 5005, section 3). */
export function feedPage({ path, title, subtitle, page }: Omit<FeedPlan, "entries">, before: string | null, found: EntryPage): AtomFeed {
  const at = (place: string | null) => absoluteUrl(place === null ? path : `${path}?before=${place}`);
  const links: AtomLink[] = [
    { rel: "self", type: ATOM_TYPE, href: at(before) },
    { rel: "alternate", type: "text/html", href: absoluteUrl(page) },
    ...(path === ALL_CHANGES.url ? [{ rel: "alternate", type: "application/json", href: absoluteUrl("/api/v1/changes") }] : []),
    { rel: "first", type: ATOM_TYPE, href: at(null) },
    ...(found.older === null ? [] : [{ rel: "next", type: ATOM_TYPE, href: at(found.older) }]),
  ];
  const id = tagUri(
    ...path
      .replace(/\.atom$/, "")
      .split("/")
      .slice(1),
  );
  return { id, title, subtitle, links, entries: found.entries };
}

function respondWithEtag(request: Request, document: string): Response {
  const etag = `W/"${createHash("sha256").update(document).digest("base64url").slice(0, 27)}"`;
  const headers = { etag, "cache-control": `public, max-age=${FRESH_S}` };
  if (matchesEtag(request.headers.get("if-none-match"), etag)) return new Response(null, { status: 304, headers });
  return new Response(document, { headers: { ...headers, "content-type": `${ATOM_TYPE}; charset=utf-8` } });
}

/** Whether a reader has this version: RFC 9110, section 13.1.2, by the weak comparison. `given`: the If-None-Match of the request. */
export function matchesEtag(given: string | null, etag: string): boolean {
  const opaque = (tag: string) => tag.trim().replace(/^W\//, "");
  return given !== null && (given.trim() === "*" || given.split(",").some((tag) => opaque(tag) === opaque(etag)));
}

/** More of one change than a handful nobody reads in a feed; the page has them all. */
const MAX_NUMBERS = 6;

/** Changes of a scope in words, newest first. Of many numbers those are named that a claim rests on. */
async function loadChangeEntries(scope: FeedScope, before: string | null, limit: number): Promise<EntryPage> {
  const { entries: changes, older } = await newestFeedChanges(db(), scope, { before, limit });
  const indicators = [...new Set(changes.flatMap(({ indicator }) => indicator ?? []))];
  const watched = indicators.flatMap(seriesOfClaims).map(seriesId);
  const [numbers, verdicts, sources, store] = await Promise.all([
    changedNumbers(db(), changes, watched, MAX_NUMBERS),
    changedVerdicts(db(), changes),
    currentSources(),
    currentStoreState(),
  ]);
  const titles = new Map(sources.map(({ id, record }) => [id, record.title]));
  const entries = changes.map(
    (change): AtomEntry =>
      describeChange({
        change,
        store: store.mode ?? "live",
        numbers: numbers.get(change.id) ?? [],
        verdict: verdicts.get(change.id),
        source: titles.get(change.source ?? "") ?? change.source ?? "",
      }),
  );
  return { entries, older };
}

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
export async function planFeed(path: string): Promise<FeedPlan> {
  const [, kind = "", encoded = ""] = (isDecodable(path) && /^\/feeds\/(\w+)\/([^/]+)\.atom$/.exec(path)) || [];
  if (path === ALL_CHANGES.url) return ALL_CHANGES_FEED;
  if (path === ALL_NOTICES.url) return NOTICES_FEED;
  const id = decodeURIComponent(encoded);
  const found = Object.hasOwn(SUBJECT_FEEDS, kind) ? await SUBJECT_FEEDS[kind as FeedSubject](id) : null;
  if (found === null) throw notFound(`There is no feed at ${path.slice(0, 120)}; /api/openapi.json lists those there are.`);
  return { ...found, path: feedPath(kind as FeedSubject, id), page: `/${kind}/${encodeURIComponent(id)}` };
}

const ALL_CHANGES_FEED: FeedPlan = {
  path: ALL_CHANGES.url,
  title: "China AI Talent Monitor: all changes",
  subtitle: "Verdicts that changed, new periods, revisions, withdrawals, corrections of ours, and how fetches of the sources go.",
  page: "/",
  entries: (before, limit) => loadChangeEntries({}, before, limit),
};

const NOTICES_FEED: FeedPlan = {
  path: ALL_NOTICES.url,
  title: "China AI Talent Monitor: notices",
  subtitle: "Thresholds that were crossed, verdicts that changed, history that a source revised, and what had to be taken back.",
  page: "/alerts",
  entries: loadNoticeEntries,
};

type SubjectFeed = Omit<FeedPlan, "path" | "page">;

const SUBJECT_FEEDS: Readonly<Record<FeedSubject, (id: string) => Promise<SubjectFeed | null>>> = {
  claims: async (id) => {
    const claim = claimById(id);
    if (claim === undefined) return null;
    const indicators = indicatorsOf(claim);
    return {
      title: `China AI Talent Monitor: ${claim.paraphrase.en}`,
      subtitle: "How the verdicts of this claim change, and what changes in the numbers it rests on.",
      entries: (before, limit) => loadChangeEntries({ claim: id, indicators }, before, limit),
    };
  },
  indicators: async (id) => {
    const indicator = indicatorById(id);
    if (indicator === undefined) return null;
    return {
      title: `China AI Talent Monitor: ${indicator.title.en}`,
      subtitle: "New periods, revisions, withdrawals and corrections of this indicator.",
      entries: (before, limit) => loadChangeEntries({ indicators: [id] }, before, limit),
    };
  },
  sources: async (id) => {
    const source = (await currentSources()).find((one) => one.id === id);
    if (source === undefined) return null;
    return {
      title: `China AI Talent Monitor: ${source.record.title}`,
      subtitle: "What this source stated, revised and withdrew, and how fetches of it go.",
      entries: (before, limit) => loadChangeEntries({ source: id }, before, limit),
    };
  },
};

/** What the readings of a claim measure; of an opinion, what stands beside it. */
function indicatorsOf({ readings, related }: Claim): string[] {
  const measured = readings.flatMap(({ measure }) => (measure ? bindingsOf(measure) : []));
  return [...new Set((measured.length > 0 ? measured : related).map(({ indicator }) => indicator))];
}

/** A change in words. */
export function describeChange(facts: ChangeFacts): AtomEntry {
  if (facts.change.kind === "verdict") return verdictEntry(facts);
  return facts.change.kind === "source_health" ? healthEntry(facts) : numbersEntry(facts);
}

/** What readers were told of, in the words of the mails, newest first. */
async function loadNoticeEntries(before: string | null, limit: number): Promise<EntryPage> {
  const [{ entries, older }, store, names] = await Promise.all([
    newestNotices(db(), { before, limit }),
    currentStoreState(),
    currentSourceNames(),
  ]);
  return { entries: entries.map((notice) => describeNotice(notice, store.mode ?? "live", names)), older };
}

/** A notice in words. `store`: live or replay, each counts its notices from one. */
export function describeNotice({ id, evaluatedAt, facts, retracts, withheld }: StoredNotice, store: string, names: SourceNames): AtomEntry {
  const { subject, lead, why, lines } = noticeWords(facts, noticeNames(facts.rule.watch, "en", names), "en", { withheld });
  const former =
    retracts === null ? null : { ...pageLink(`/alerts/${retracts}`), rel: "related", title: "The notice that this takes back" };
  return {
    id: tagUri(store, "notice", id),
    title: subject,
    published: evaluatedAt,
    category: { term: facts.tells ?? "told", label: "notice" },
    summary: [lead, why].filter(Boolean).join(" "),
    content: html`
      <p>${lead}</p>
      <p>${why}</p>
      ${lines.length > 0 ? html`<ul>${lines.map(({ label, text }) => html`<li>${label}: ${text}</li>`)}</ul>` : null}
      ${evidenceLine(facts.inputs)}
      ${former ? html`<p><a href="${former.href}">${former.title}</a></p>` : null}`,
    links: [pageLink(`/alerts/${id}`), ...(former ? [former] : []), ...evidenceLinks(facts.inputs)],
  };
}
