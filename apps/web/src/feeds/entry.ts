import type { nodePackages } from "../store/node-packages.ts";
import { tagOf } from "./addresses.ts";
import type { AtomEntry } from "./atom.ts";

type Returned<F extends (...given: never[]) => Promise<unknown>> = Awaited<ReturnType<F>>;
type Entries = Returned<typeof nodePackages.feedEntries>;
type Numbers = Returned<typeof nodePackages.feedNumbers>;
type Verdicts = Returned<typeof nodePackages.feedVerdicts>;

export type Change = Returned<Entries["newestOfFeed"]>["entries"][number];
export type Notice = Returned<Entries["newestNotices"]>["entries"][number];
export type ChangedNumber = NonNullable<ReturnType<Returned<Numbers["numbersOf"]>["get"]>>[number];
export type ChangedVerdict = NonNullable<ReturnType<Returned<Verdicts["verdictsOf"]>["get"]>>;

/** A change with what is known beside it: the numbers it wrote, the verdict it made, and what its source is called. */
export type ChangeFacts = {
  readonly change: Change;
  /** Of a live or of a replayed store: each counts its changes from one. */
  readonly store: string;
  readonly numbers: readonly ChangedNumber[];
  readonly verdict: ChangedVerdict | undefined;
  readonly source: string;
};

type Words = Pick<AtomEntry, "title" | "summary" | "content" | "links"> & { readonly label: string };

/** An entry that keeps the number of its change, in whichever feed it stands. */
export function entryOf({ change: { id, kind, at }, store }: ChangeFacts, { label, ...words }: Words): AtomEntry {
  return { id: tagOf(store, "change", id), published: at, category: { term: kind, label }, ...words };
}
