import type { Refusal, StatedScope } from "../capture/capture.ts";
import { NotPlausible, refusalOf, StaleCopy } from "../capture/errors.ts";
import type { Expectation } from "../capture/expectation.ts";
import type { ParsedObservation } from "../observation/observation.ts";
import { type Implausible, type ImplausibleCheck, implausible } from "./implausible.ts";
import { type Candidate, candidatesOf, type History, saysNothingNew, type Withheld } from "./known-history.ts";
import { massRewrite, rewritten } from "./mass-revision.ts";
import { jumps } from "./outlier.ts";
import { rowCollapse } from "./row-count-drop.ts";
import { scaleShift } from "./scale-shift.ts";
import { copiedPeriod, copiedTable, type Table, tableOf } from "./stale-copy.ts";

/** What a source declares, as far as its documents are judged by it. */
export type Judged = { readonly expect: Expectation; readonly states: StatedScope };

/** A document of a run, read. `states`: what this one states, where it is less than its source's usually do. */
export type ReadDocument = { readonly url: string; readonly observations: readonly ParsedObservation[]; readonly states?: StatedScope };

/** What of a document waits for a person, and why the document as a whole is not believed; then none of its other numbers are taken either. */
export type Judgement = { readonly held: readonly Implausible[]; readonly refusal: Refusal | null };

/**
 * How a document came. `captured`: from its publisher. `reread`: stored bytes by a mended parser, whose differences are ours, so that far from the
 * past proves nothing. `entered`: our own table, each fact of it reviewed.
 */
export type Came = "captured" | "reread" | "entered";

/**
 * Holds the documents of one run against what was known before it. In order: a copy of another period's table is refused; a document that lost
 * its rows, changed its unit or rewrites what it said before is held whole; single values out of range, against their wholes, far from their own past,
 * or held before and not accepted, are held. What is known already, an accepted value included, is not judged again.
 */
export function judgeDocuments(source: Judged, documents: readonly ReadDocument[], history: History, came: Came = "captured"): Judgement[] {
  const read = documents.map((document) => {
    const candidates = candidatesOf(document.observations, history);
    return { document, candidates, table: came === "entered" ? null : tableOf(candidates) };
  });
  const tables = read.flatMap(({ table }) => table ?? []);
  return read.map(({ document, candidates, table }) => {
    const copied = copyOf(table, candidates, tables);
    if (copied !== null) return { held: [], refusal: staleCopy(document, copied) };
    for (const [check, reason] of came === "entered" ? [] : doubts(source, document, candidates, history, came)) {
      if (reason !== null) return heldWhole(candidates, check, reason);
    }
    return { held: singles(source.expect, document, candidates, history, came), refusal: null };
  });
}

function* doubts(
  { expect, states }: Judged,
  document: ReadDocument,
  candidates: readonly Candidate[],
  history: History,
  came: Came,
): Generator<[ImplausibleCheck, string | null]> {
  const numbers = document.observations.length;
  if (numbers > 0)
    yield ["row_collapse", rowCollapse(expect, document.states ?? states, { url: document.url, numbers }, history.documents)];
  if (came === "reread") return;
  yield ["scale_shift", scaleShift(expect, candidates)];
  yield ["mass_rewrite", massRewrite(expect, candidates)];
}

function copyOf(table: Table | null, candidates: readonly Candidate[], tables: readonly Table[]): string | null {
  return table === null ? null : (copiedPeriod(table, candidates) ?? copiedTable(table, tables));
}

function staleCopy({ observations }: ReadDocument, copied: string): Refusal {
  return refusalOf(new StaleCopy(`the document of ${observations[0]?.period} repeats every number of ${copied}`), "snapshot");
}

function singles(
  expect: Expectation,
  { observations }: ReadDocument,
  candidates: readonly Candidate[],
  history: History,
  came: Came,
): Implausible[] {
  const past = came === "captured" ? [...jumps(expect, candidates), ...rewritten(expect, candidates)] : [];
  const doubted = [...heldBefore(candidates, history.withheld ?? []), ...past, ...implausible(expect, observations)];
  const found = new Map(doubted.map((one) => [one.observation, one]));
  if (found.size === 0) return [];
  return candidates.flatMap((candidate) => {
    const one = found.get(candidate.observation);
    if (one === undefined || saysNothingNew(candidate)) return [];
    return [{ ...one, previous: one.previous ?? candidate.known.get(candidate.observation.period) ?? null }];
  });
}

/** The very values that wait, or that a person has rejected: time passing, or a newer period beside them, makes them no more believable. */
function heldBefore(candidates: readonly Candidate[], withheld: readonly Withheld[]): Implausible[] {
  if (withheld.length === 0) return [];
  const bySeries = Map.groupBy(withheld, (one) => one.series);
  return candidates.flatMap(({ observation, series }) => {
    const before = bySeries.get(series)?.find((one) => one.period === observation.period && one.value === observation.value);
    return before === undefined ? [] : [{ observation, check: before.check, reason: before.reason, previous: before.previous }];
  });
}

/** Of a document held whole only what would change the store has to wait. */
function heldWhole(candidates: readonly Candidate[], check: ImplausibleCheck, reason: string): Judgement {
  const held = candidates
    .filter((candidate) => !saysNothingNew(candidate))
    .map(({ observation, known }) => ({ observation, check, reason, previous: known.get(observation.period) ?? null }));
  return { held, refusal: refusalOf(new NotPlausible(reason), "snapshot") };
}
