import type { Refusal, StatedScope } from "../capture/capture.ts";
import { NotPlausible, refusalOf, StaleCopy } from "../capture/errors.ts";
import type { Expectation } from "../capture/expectation.ts";
import type { ParsedObservation } from "../observation/observation.ts";
import { type Implausible, type ImplausibleCheck, implausibleValues } from "./implausible.ts";
import { type Candidate, candidatesOf, type EarlierDocument, type HeldValue, isAlreadyKnown, type KnownHistory } from "./known-history.ts";
import { median, robustSpread } from "./magnitude.ts";
import { extremeRevisions, massRevision } from "./mass-revision.ts";
import { outliers, stepsBetweenPeriods } from "./outlier.ts";
import { copiedPeriod, copiedTable, type PeriodTable, periodTable } from "./stale-copy.ts";

/** Least part of the numbers of the version before that a new version of one address keeps, where nothing is declared. */
const DEFAULT_SHARE_KEPT = 0.7;

/** A list of so few numbers may well lose a third of them. */
const MIN_NUMBERS = 10;

/**
 * Why a document is not whole, in one sentence: it gives far fewer numbers than the one before it at its address, or, where the source declares
 * what it keeps, than the newest of its kind. Null when it is, or when there is none before it.
 */
export function rowCountDrop(
  { keeps }: Expectation,
  states: StatedScope,
  document: { readonly url: string; readonly numbers: number },
  earlier: readonly EarlierDocument[],
): string | null {
  if (keeps === null || (keeps === undefined && states === "listed")) return null;
  const kind = addressPattern(document.url);
  const before =
    earlier.find((one) => one.url === document.url) ??
    (keeps === undefined ? undefined : earlier.find((one) => addressPattern(one.url) === kind));
  if (before === undefined || before.numbers < MIN_NUMBERS) return null;
  if (document.numbers >= before.numbers * (keeps ?? DEFAULT_SHARE_KEPT)) return null;
  return `${document.numbers} numbers, where the document before it gave ${before.numbers}`;
}

const MONTHS = /january|february|march|april|may|june|july|august|september|october|november|december/g;

/** An address without what differs from one period's document to the next's: numbers and names of months. */
function addressPattern(url: string): string {
  return url.toLowerCase().replace(MONTHS, "#").replace(/\d+/g, "#");
}

/** A unit differs by ten or more; half of that is no growth of a whole table within a period. */
const MIN_SHIFT = Math.log(5);
/** A changed unit moves every series by one factor; an event moves each by its own. */
const DEVIATIONS = 5;
const MIN_SERIES = 8;

/**
 * Why the newest values of an indicator seem to be in another unit, in one sentence: they all moved by about one factor. Null when
 * they do not, or when too few series have a past.
 */
export function scaleShift(expect: Expectation, candidates: readonly Candidate[]): string | null {
  for (const [indicator, own] of Map.groupBy(candidates, ({ observation }) => observation.indicator)) {
    const rule = expect.jumps?.[indicator];
    if (rule === null) continue;
    const factors = stepsBetweenPeriods(own, rule).flatMap(({ value, last, floor, gap }) =>
      last > floor && value > 0 ? [{ log: Math.log(value / last), gap }] : [],
    );
    const logs = factors.map(({ log }) => log);
    const shift = median(logs);
    const room = MIN_SHIFT * Math.sqrt(median(factors.map(({ gap }) => gap)));
    if (logs.length < MIN_SERIES || !(Math.abs(shift) > Math.max(room, DEVIATIONS * robustSpread(logs)))) continue;
    return `${logs.length} series of ${indicator} all moved by a factor of about ${Math.exp(shift).toPrecision(2)}: the unit may have changed`;
  }
  return null;
}

/** What a source declares, as far as its documents are checked against it. */
export type SourceDeclaration = { readonly expect: Expectation; readonly states: StatedScope };

/** A document of a run, read. `states`: what this one states, where it is less than its source's usually do. */
export type ReadDocument = { readonly url: string; readonly observations: readonly ParsedObservation[]; readonly states?: StatedScope };

/** What of a document waits for a person, and why the document as a whole is not accepted; then none of its other numbers are taken either. */
export type DocumentCheck = { readonly held: readonly Implausible[]; readonly refusal: Refusal | null };

/**
 * How a document came. `captured`: from its publisher. `reread`: stored bytes by a mended parser, whose differences are ours, so that far from the
 * past proves nothing. `entered`: our own table, each fact of it reviewed.
 */
export type DocumentOrigin = "captured" | "reread" | "entered";

/**
 * Checks the documents of one run against what was known before it. In order: a copy of another period's table is refused; a document that lost
 * its rows, changed its unit or rewrites what it said before is held whole; single values out of range, against their wholes, far from their own past,
 * or held before and not accepted, are held. What is known already, an accepted value included, is not checked again.
 */
export function checkDocuments(
  source: SourceDeclaration,
  documents: readonly ReadDocument[],
  history: KnownHistory,
  came: DocumentOrigin = "captured",
): DocumentCheck[] {
  const read = documents.map((document) => {
    const candidates = candidatesOf(document.observations, history);
    return { document, candidates, table: came === "entered" ? null : periodTable(candidates) };
  });
  const tables = read.flatMap(({ table }) => table ?? []);
  return read.map(({ document, candidates, table }) => {
    const copied = copiedFrom(table, candidates, tables);
    if (copied !== null) return { held: [], refusal: staleCopyRefusal(document, copied) };
    for (const [check, reason] of came === "entered" ? [] : wholeDocumentChecks(source, document, candidates, history, came)) {
      if (reason !== null) return holdDocument(candidates, check, reason);
    }
    return { held: singleValueChecks(source.expect, document, candidates, history, came), refusal: null };
  });
}

function* wholeDocumentChecks(
  { expect, states }: SourceDeclaration,
  document: ReadDocument,
  candidates: readonly Candidate[],
  history: KnownHistory,
  came: DocumentOrigin,
): Generator<[ImplausibleCheck, string | null]> {
  const numbers = document.observations.length;
  if (numbers > 0)
    yield ["row_collapse", rowCountDrop(expect, document.states ?? states, { url: document.url, numbers }, history.documents)];
  if (came === "reread") return;
  yield ["scale_shift", scaleShift(expect, candidates)];
  yield ["mass_rewrite", massRevision(expect, candidates)];
}

function copiedFrom(table: PeriodTable | null, candidates: readonly Candidate[], tables: readonly PeriodTable[]): string | null {
  return table === null ? null : (copiedPeriod(table, candidates) ?? copiedTable(table, tables));
}

function staleCopyRefusal({ observations }: ReadDocument, copied: string): Refusal {
  return refusalOf(new StaleCopy(`the document of ${observations[0]?.period} repeats every number of ${copied}`), "snapshot");
}

function singleValueChecks(
  expect: Expectation,
  { observations }: ReadDocument,
  candidates: readonly Candidate[],
  history: KnownHistory,
  came: DocumentOrigin,
): Implausible[] {
  const past = came === "captured" ? [...outliers(expect, candidates), ...extremeRevisions(expect, candidates)] : [];
  const doubted = [...heldAgain(candidates, history.withheld ?? []), ...past, ...implausibleValues(expect, observations)];
  const found = new Map(doubted.map((one) => [one.observation, one]));
  if (found.size === 0) return [];
  return candidates.flatMap((candidate) => {
    const one = found.get(candidate.observation);
    if (one === undefined || isAlreadyKnown(candidate)) return [];
    return [{ ...one, previous: one.previous ?? candidate.known.get(candidate.observation.period) ?? null }];
  });
}

/** The very values that wait, or that a person has rejected: time passing, or a newer period beside them, makes them no more plausible. */
function heldAgain(candidates: readonly Candidate[], withheld: readonly HeldValue[]): Implausible[] {
  if (withheld.length === 0) return [];
  const bySeries = Map.groupBy(withheld, (one) => one.series);
  return candidates.flatMap(({ observation, series }) => {
    const before = bySeries.get(series)?.find((one) => one.period === observation.period && one.value === observation.value);
    return before === undefined ? [] : [{ observation, check: before.check, reason: before.reason, previous: before.previous }];
  });
}

/** Of a document held whole only what would change the store has to wait. */
function holdDocument(candidates: readonly Candidate[], check: ImplausibleCheck, reason: string): DocumentCheck {
  const held = candidates
    .filter((candidate) => !isAlreadyKnown(candidate))
    .map(({ observation, known }) => ({ observation, check, reason, previous: known.get(observation.period) ?? null }));
  return { held, refusal: refusalOf(new NotPlausible(reason), "snapshot") };
}
