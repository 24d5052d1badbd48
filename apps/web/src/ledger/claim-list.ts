import { type Html, html } from "../components/html.ts";
import type { Carried } from "../request/href.ts";
import { claimRow } from "./claim-row.ts";
import { type LedgerFilter, passes } from "./filters.ts";
import type { LedgerView } from "./load.ts";
import { opinionRow } from "./opinion-row.ts";
import type { ClaimRowModel } from "./row-model.ts";
import { liveSourceLines } from "./source-lines.ts";
import { sourceList } from "./source-list.ts";

/** The long parts of the ledger page, ready to insert. */
export type LedgerLists = { readonly claims: Html; readonly shown: number; readonly opinions: Html; readonly sources: Html };

const MOST = 24;
const made = new WeakMap<LedgerView, Map<string, LedgerLists>>();

/** The lists for one view, filter and set of links, made once; of unusual ones only the newest few are kept. */
export function ledgerLists(view: LedgerView, models: readonly ClaimRowModel[], filter: LedgerFilter, carried: Carried): LedgerLists {
  const lists = made.get(view) ?? new Map<string, LedgerLists>();
  made.set(view, lists);
  const key = JSON.stringify([filter, carried]);
  const known = lists.get(key);
  if (known) return known;
  const checkable = models.filter(({ entry }) => entry.claim.kind !== "opinion" && passes(entry, filter));
  const opinions = models.filter(({ entry }) => entry.claim.kind === "opinion");
  const written: LedgerLists = {
    claims: html`${checkable.map((model) => claimRow(model, carried))}`,
    shown: checkable.length,
    opinions: html`${opinions.map(({ entry }) => opinionRow(entry.claim, carried))}`,
    sources: sourceList(liveSourceLines(view.sources), carried),
  };
  if (lists.size >= MOST) lists.delete(lists.keys().next().value as string);
  lists.set(key, written);
  return written;
}
