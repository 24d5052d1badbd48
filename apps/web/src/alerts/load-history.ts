import { claimById } from "@talent/catalog/claims/all";
import { indicatorById } from "@talent/catalog/indicators/all";
import type { LocalizedText } from "@talent/core/alert/rule";
import type { NoticeKind } from "@talent/core/alert/transition";
import { alertEntries, alertEntry, type AlertEntry as StoredEntry } from "@talent/db/read/alerts/alert-history";
import { db } from "../store/database.ts";
import { memoize } from "../store/memoize.ts";
import { currentSourceNames, currentSourceTitles } from "../store/sources.ts";
import { currentStoreState, storeVersion } from "../store/store-state.ts";
import { ruleById } from "./built-in-rules.ts";

/** What the page is narrowed to, in the words of its own page; `found` false: there is no such thing. */
export type AlertFilter = HistoryScope & {
  readonly kind: "rule" | "claim" | "indicator" | "source";
  readonly id: string;
  readonly name: string;
  readonly page: string | null;
  readonly found: boolean;
};

const FILTER_KINDS = ["rule", "claim", "indicator", "source"] as const;

/** What an address narrows the alerts to: the first of rule, claim, indicator and source that it names; null when it names none. */
export async function readAlertFilter(one: (name: string) => string | null): Promise<AlertFilter | null> {
  for (const kind of FILTER_KINDS) {
    const id = one(kind);
    if (id === null) continue;
    const name = await filterName(kind, id);
    const asked = kind === "rule" ? { rule: id } : { scope: `${kind}:${id}` };
    return { kind, id, ...asked, name: name ?? id, found: name !== null, page: kind === "rule" ? null : `/${kind}s/${id}` };
  }
  return null;
}

async function filterName(kind: AlertFilter["kind"], id: string): Promise<string | null> {
  switch (kind) {
    case "claim":
      return claimById(id)?.paraphrase.en ?? null;
    case "indicator":
      return indicatorById(id)?.title.en ?? null;
    case "source":
      return (await currentSourceTitles()).get(id) ?? null;
    case "rule": {
      const rule = await ruleById(id);
      return rule?.audience === "readers" ? rule.name.en : null;
    }
  }
}

/** What is asked for: one rule, or everything that a scope covers; left out: what readers who take everything are told of. */
export type HistoryScope = { readonly rule?: string; readonly scope?: string };

/** A step that tells readers something. */
export type PublishedEntry = AlertEntry & PublishedFacts;

type PublishedFacts = { readonly facts: { readonly tells: NoticeKind } };

export type HistoryPage = { readonly entries: readonly PublishedEntry[]; readonly older: string | null };

const READ_AT_ONCE = 500;
const MAX_READS = 20;
const MAX_AGE_MS = 10_000;

/**
 * Steps that tell a reader something and had happened by `asOf` (null: now), newest first by the moment at which they could be known: a rule that is
 * new brings its whole history at once, which belongs between the others. `before`: the id of the last one of the page before.
 */
export async function loadHistoryPage(asked: HistoryScope, asOf: Date | null, before: string | null, limit: number): Promise<HistoryPage> {
  const told = (await loadTransitions(asked)).filter((entry) => isPublished(entry, asOf));
  const ordered = told.toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : Number(b.id) - Number(a.id)));
  const from = before === null ? 0 : ordered.findIndex(({ id }) => id === before) + 1;
  const entries = ordered.slice(from, from + limit);
  return { entries, older: from + limit < ordered.length ? (entries.at(-1)?.id ?? null) : null };
}

/** The same in the order in which they were found, newest first, from a cursor on; for programs that follow. Throws InvalidCursor. */
export async function loadHistoryFrom(asked: HistoryScope, asOf: Date | null, cursor: string | null, limit: number): Promise<HistoryPage> {
  const named = await withSourceName();
  const found: PublishedEntry[] = [];
  let next = cursor;
  do {
    const page = await alertEntries(db(), asked, next, READ_AT_ONCE);
    found.push(...page.data.map(named).filter((entry) => isPublished(entry, asOf)));
    next = page.next;
  } while (next !== null && found.length <= limit);
  const entries = found.slice(0, limit);
  return { entries, older: found.length > limit ? (entries.at(-1)?.id ?? null) : next };
}

function isPublished<E extends StoredEntry>(entry: E, asOf: Date | null): entry is E & PublishedFacts {
  const { at, facts, scopes } = entry;
  return facts.tells !== null && !scopes.includes("operator") && (asOf === null || Date.parse(at) <= asOf.getTime());
}

/** Every step, told or not, newest first as they were found; the oldest of more than ten thousand are left out. */
export async function loadTransitions(asked: HistoryScope): Promise<readonly AlertEntry[]> {
  const store = await currentStoreState();
  return memoize(`alert steps ${JSON.stringify(asked)} ${storeVersion(store)}`, MAX_AGE_MS, async () => {
    const named = await withSourceName();
    const entries: AlertEntry[] = [];
    for (let cursor: string | null = null, reads = 0; reads < MAX_READS; reads += 1) {
      const page = await alertEntries(db(), asked, cursor, READ_AT_ONCE);
      entries.push(...page.data.map(named));
      cursor = page.next;
      if (cursor === null) break;
    }
    return entries;
  });
}

/** A step of a rule as anybody may see it, with what a licence keeps back taken out. `sourceName`: of the source it watches; null where it watches none. */
export type AlertEntry = StoredEntry & { readonly sourceName: LocalizedText | null };

async function withSourceName(): Promise<(entry: StoredEntry) => AlertEntry> {
  const names = await currentSourceNames();
  return (entry) => {
    const { watch } = entry.facts.rule;
    return { ...entry, sourceName: watch.kind === "source" ? names(watch.source) : null };
  };
}

/** One step of a rule by its id, if it tells readers something and had happened by the instant (null: now); those about our own looks are the operator's. */
export async function loadTransition(id: string, asOf: Date | null): Promise<AlertEntry | null> {
  const entry = await alertEntry(db(), id);
  if (entry === null || entry.facts.tells === null || entry.scopes.includes("operator")) return null;
  return asOf !== null && Date.parse(entry.at) > asOf.getTime() ? null : (await withSourceName())(entry);
}
