import type { Refusal, StatedScope } from "./capture.ts";
import { NotPlausible, refusalOf, StaleCopy } from "./errors.ts";
import type { Expectation } from "./expectation.ts";
import { jumps } from "./jump.ts";
import { type Candidate, candidatesOf, type History, saysNothingNew } from "./known-history.ts";
import type { ParsedObservation } from "./observation.ts";
import { type Implausible, type ImplausibleCheck, implausible } from "./plausible.ts";
import { massRewrite, rewritten } from "./rewritten.ts";
import { rowCollapse } from "./row-collapse.ts";
import { scaleShift } from "./scale-shift.ts";
import { copiedPeriod, copiedTable, type Table, tableOf } from "./stale-copy.ts";

/** What a source declares, as far as its documents are judged by it. */
export type Judged = { readonly expect: Expectation; readonly states: StatedScope };

/** A document of a run, read. `states`: what this one states, where it is less than its source's usually do. */
export type ReadDocument = { readonly url: string; readonly observations: readonly ParsedObservation[]; readonly states?: StatedScope };

/** What of a document waits for a person, and why the document as a whole is not believed; then none of its other numbers are taken either. */
export type Judgement = { readonly held: readonly Implausible[]; readonly refusal: Refusal | null };

/**
 * Holds the documents of one run against what was known before it. In order: a copy of another period's table is refused; a document that lost
 * its rows, changed its unit or rewrites what it said before is held whole; single values out of range, against their wholes or far from their own
 * past are held. What is known already, an accepted value included, is not judged again.
 */
export function judgeDocuments(source: Judged, documents: readonly ReadDocument[], history: History): Judgement[] {
  const read = documents.map((document) => {
    const candidates = candidatesOf(document.observations, history);
    return { document, candidates, table: tableOf(candidates) };
  });
  const tables = read.flatMap(({ table }) => table ?? []);
  return read.map(({ document, candidates, table }) => judge(source, document, candidates, history, copyOf(table, candidates, tables)));
}

/** The same for facts of our own table, each of them reviewed: only what the table itself contradicts is held. */
export function judgeFacts(source: Judged, documents: readonly ReadDocument[], history: History): Judgement[] {
  return documents.map((document) => ({
    held: singles(source, document, candidatesOf(document.observations, history), []),
    refusal: null,
  }));
}

function judge(
  { expect, states }: Judged,
  document: ReadDocument,
  candidates: readonly Candidate[],
  history: History,
  copied: string | null,
): Judgement {
  const refusal = (error: StaleCopy | NotPlausible): Refusal => refusalOf(error, "snapshot");
  if (copied !== null) {
    const period = document.observations[0]?.period;
    return { held: [], refusal: refusal(new StaleCopy(`the document of ${period} repeats every number of ${copied}`)) };
  }
  const numbers = document.observations.length;
  const doubts: [ImplausibleCheck, string | null][] = [
    [
      "row_collapse",
      numbers === 0 ? null : rowCollapse(expect, document.states ?? states, { url: document.url, numbers }, history.documents),
    ],
    ["scale_shift", scaleShift(expect, candidates)],
    ["mass_rewrite", massRewrite(expect, candidates)],
  ];
  for (const [check, reason] of doubts) {
    if (reason !== null) return { held: heldWhole(candidates, check, reason), refusal: refusal(new NotPlausible(reason)) };
  }
  const past = [...jumps(expect, candidates), ...rewritten(expect, candidates)];
  return { held: singles({ expect, states }, document, candidates, past), refusal: null };
}

function copyOf(table: Table | null, candidates: readonly Candidate[], tables: readonly Table[]): string | null {
  return table === null ? null : (copiedPeriod(table, candidates) ?? copiedTable(table, tables));
}

function singles(
  { expect }: Judged,
  { observations }: ReadDocument,
  candidates: readonly Candidate[],
  past: readonly Implausible[],
): Implausible[] {
  const found = new Map([...past, ...implausible(expect, observations)].map((one) => [one.observation, one]));
  if (found.size === 0) return [];
  return candidates.flatMap((candidate) => {
    const one = found.get(candidate.observation);
    if (one === undefined || saysNothingNew(candidate)) return [];
    return [{ ...one, previous: one.previous ?? candidate.known.get(candidate.observation.period) ?? null }];
  });
}

/** Of a document held whole only what would change the store has to wait. */
function heldWhole(candidates: readonly Candidate[], check: ImplausibleCheck, reason: string): Implausible[] {
  return candidates
    .filter((candidate) => !saysNothingNew(candidate))
    .map(({ observation, known }) => ({ observation, check, reason, previous: known.get(observation.period) ?? null }));
}
