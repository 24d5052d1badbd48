import type { Capture, Exchange, ParsedSnapshot, ParseResult, Refusal } from "@talent/core/capture/capture";
import { ExpectationUnmet, LayoutChanged, refusalOf, UnitChanged } from "@talent/core/capture/errors";
import type { ParsedObservation } from "@talent/core/observation/observation";
import { perSnapshot } from "../define-source.ts";
import { isWithoutAddress, isZip, refusePage } from "../file-kind.ts";
import { asksForAll, seriesOfUrl } from "./addresses.ts";
import { archivedSeries } from "./archive.ts";
import { SERIES, type Series } from "./indicators.ts";
import { readDownload } from "./read-download.ts";
import { type AnswerPage, isDerived, readAnswer, readDerived } from "./read-json.ts";

const HEAD_BYTES = 4096;
const DOWNLOAD = /^\uFEFF?"?Data Source"?,"?World Development Indicators/;
const ANSWER = /^\[\s*\{\s*"page"/;

/** One of our series by its address; a file handed in without one by how it begins and the series it names. */
export function recognise(exchange: Exchange): boolean {
  if (!isWithoutAddress(exchange)) return seriesOfUrl(exchange.url) !== undefined;
  if (isZip(exchange.body)) return archivedSeries(exchange.body) !== undefined;
  const head = headOf(exchange);
  return (ANSWER.test(head) || DOWNLOAD.test(head)) && seriesNamedIn(head) !== undefined;
}

/** Every value of every country and year in an answer or a download; an answer in several pages only when all of them are here. */
export async function parse(capture: Capture): Promise<ParseResult> {
  const pages = new Map<Exchange, AnswerPage>();
  const partial = new Set<Exchange>();
  const read = perSnapshot(recognise, (exchange) => {
    refusePage(exchange, "answer");
    const { series, whole, observations, refusals, page } = readDocument(exchange);
    if (page !== null) pages.set(exchange, page);
    if (!whole) partial.add(exchange);
    refuseOtherUnit(observations, series);
    return { observations, refusals };
  });
  const result = refuseIncompleteAnswers(capture, await read(capture), pages);
  return {
    ...result,
    snapshots: result.snapshots.map((snapshot) => withStatedScope(snapshot, partial.has(exchangeOf(capture, snapshot)))),
  };
}

type DocumentReading = {
  readonly series: Series;
  /** Whether it is of every country: only then is what it leaves out withdrawn. */
  readonly whole: boolean;
  readonly observations: readonly ParsedObservation[];
  readonly refusals: readonly Refusal[];
  readonly page: AnswerPage | null;
};

function readDocument(exchange: Exchange): DocumentReading {
  const packed = isZip(exchange.body);
  const series = seriesOfUrl(exchange.url) ?? (packed ? archivedSeries(exchange.body) : seriesNamedIn(headOf(exchange)));
  if (series === undefined) throw new LayoutChanged("the document names none of the series we read");
  if (isDerived(exchange)) return { series, whole: false, page: null, ...readDerived(exchange, series) };
  if (packed || DOWNLOAD.test(headOf(exchange))) return readTable(exchange, series);
  const answer = readAnswer(exchange, series);
  return { series, whole: answer.page.pages === 1 && asksForAll(exchange.url), ...answer };
}

/** Every value of a download; `series` is what its address or its name says. */
function readTable(exchange: Exchange, series: Series): DocumentReading {
  const download = readDownload(exchange);
  if (download.series !== series) throw new LayoutChanged(`the file is of ${download.series.code}, its address of ${series.code}`);
  return { ...download, whole: true, page: null };
}

function withStatedScope(snapshot: ParsedSnapshot, partial: boolean): ParsedSnapshot {
  return partial ? { ...snapshot, states: "listed" } : snapshot;
}

/** A share as a fraction, or persons in place of a rate, shows where the range is known best. */
function refuseOtherUnit(observations: readonly ParsedObservation[], { indicator, plausibleInUsa: [least, most] }: Series): void {
  const odd = observations.find(({ area, value }) => area === "USA" && value !== null && (value < least || value > most));
  if (odd === undefined) return;
  throw new UnitChanged(`${indicator} of USA in ${odd.period} is ${odd.value}, expected ${least} to ${most}`, odd.locator);
}

function headOf(exchange: Exchange): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(exchange.body.subarray(0, HEAD_BYTES));
}

function seriesNamedIn(head: string): Series | undefined {
  return SERIES.find(({ code }) => head.includes(`"${code}"`));
}

/** Refuses answers of which a page is missing, and answers without China or the United States. */
function refuseIncompleteAnswers(capture: Capture, result: ParseResult, pages: ReadonlyMap<Exchange, AnswerPage>): ParseResult {
  const pageOf = (snapshot: ParsedSnapshot): AnswerPage | undefined => pages.get(exchangeOf(capture, snapshot));
  const answers = Map.groupBy(result.snapshots, (snapshot) =>
    (pageOf(snapshot)?.pages ?? 1) === 1 ? snapshot : withoutPage(exchangeOf(capture, snapshot).url),
  );
  const faults = new Map<ParsedSnapshot, ExpectationUnmet | null>();
  for (const snapshots of answers.values()) for (const snapshot of snapshots) faults.set(snapshot, faultOf(snapshots, pageOf));
  return { ...result, snapshots: result.snapshots.map((snapshot) => withRefusal(snapshot, faults.get(snapshot) ?? null)) };
}

/** The exchange a snapshot was read from. */
function exchangeOf({ exchanges }: Capture, { exchange }: ParsedSnapshot): Exchange {
  const found = exchanges[exchange];
  if (found === undefined) throw new RangeError(`no exchange ${exchange}`);
  return found;
}

/** Pages of one answer share everything in their address but the page. */
function withoutPage(url: string): string {
  return url.replace(/([?&])page=\d+&?/, "$1").replace(/[?&]$/, "");
}

function faultOf(
  snapshots: readonly ParsedSnapshot[],
  pageOf: (snapshot: ParsedSnapshot) => AnswerPage | undefined,
): ExpectationUnmet | null {
  const read = snapshots.filter((snapshot) => snapshot.observations.length > 0);
  const pages = snapshots.map((snapshot) => pageOf(snapshot)?.pages ?? 1)[0] ?? 1;
  const there = new Set(read.map((snapshot) => pageOf(snapshot)?.page ?? 1)).size;
  if (there < pages) return new ExpectationUnmet(`of the ${pages} pages of this answer ${there} are here and readable`);
  const lost = ["CHN", "USA"].filter((area) => !read.some(({ observations }) => observations.some((seen) => seen.area === area)));
  return lost.length === 0 ? null : new ExpectationUnmet(`no value for ${lost.join(" and ")}`);
}

function withRefusal(snapshot: ParsedSnapshot, fault: ExpectationUnmet | null): ParsedSnapshot {
  if (fault === null || snapshot.observations.length === 0) return snapshot;
  return { ...snapshot, observations: [], refusals: [...snapshot.refusals, refusalOf(fault, "snapshot")] };
}
