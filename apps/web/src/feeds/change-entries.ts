import { seriesId } from "@talent/core/observation/series-id";
import { seriesOfClaims } from "../claim/claims-using.ts";
import { database } from "../store/database.ts";
import { nodePackages } from "../store/node-packages.ts";
import { sourcesNow } from "../store/sources.ts";
import { storeNow } from "../store/store-state.ts";
import type { AtomEntry } from "./atom.ts";
import { changeEntry } from "./change-entry.ts";
import type { EntryPage } from "./serve-feed.ts";

type Scope = Parameters<Awaited<ReturnType<typeof nodePackages.feedEntries>>["newestOfFeed"]>[1];

/** More of one change than a handful nobody reads in a feed; the page has them all. */
const MOST_NUMBERS = 6;

/** Changes of a scope in words, newest first. Of many numbers those are named that a claim rests on. */
export async function changeEntries(scope: Scope, before: string | null, limit: number): Promise<EntryPage> {
  const [db, { newestOfFeed }, { numbersOf }, { verdictsOf }] = await Promise.all([
    database(),
    nodePackages.feedEntries(),
    nodePackages.feedNumbers(),
    nodePackages.feedVerdicts(),
  ]);
  const { entries: changes, older } = await newestOfFeed(db, scope, { before, limit });
  const indicators = [...new Set(changes.flatMap(({ indicator }) => indicator ?? []))];
  const watched = indicators.flatMap(seriesOfClaims).map(seriesId);
  const [numbers, verdicts, sources, store] = await Promise.all([
    numbersOf(db, changes, watched, MOST_NUMBERS),
    verdictsOf(db, changes),
    sourcesNow(),
    storeNow(),
  ]);
  const titles = new Map(sources.map(({ id, record }) => [id, record.title]));
  const entries = changes.map(
    (change): AtomEntry =>
      changeEntry({
        change,
        store: store.mode ?? "live",
        numbers: numbers.get(change.id) ?? [],
        verdict: verdicts.get(change.id),
        source: titles.get(change.source ?? "") ?? change.source ?? "",
      }),
  );
  return { entries, older };
}
