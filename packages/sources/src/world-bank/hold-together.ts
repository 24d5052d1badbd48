import type { Capture, Exchange, ParsedSnapshot, ParseResult } from "@talent/core/capture/capture";
import { ExpectationUnmet, refusalOf } from "@talent/core/capture/errors";
import type { Page } from "./read-json.ts";

/** Refuses answers of which a page is missing, and answers without China or the United States. */
export function holdTogether(capture: Capture, result: ParseResult, pages: ReadonlyMap<Exchange, Page>): ParseResult {
  const pageOf = (snapshot: ParsedSnapshot): Page | undefined => pages.get(exchangeOf(capture, snapshot));
  const answers = Map.groupBy(result.snapshots, (snapshot) =>
    (pageOf(snapshot)?.pages ?? 1) === 1 ? snapshot : withoutPage(exchangeOf(capture, snapshot).url),
  );
  const faults = new Map<ParsedSnapshot, ExpectationUnmet | null>();
  for (const snapshots of answers.values()) for (const snapshot of snapshots) faults.set(snapshot, faultOf(snapshots, pageOf));
  return { ...result, snapshots: result.snapshots.map((snapshot) => refused(snapshot, faults.get(snapshot) ?? null)) };
}

/** The exchange a snapshot was read from. */
export function exchangeOf({ exchanges }: Capture, { exchange }: ParsedSnapshot): Exchange {
  const found = exchanges[exchange];
  if (found === undefined) throw new RangeError(`no exchange ${exchange}`);
  return found;
}

/** Pages of one answer share everything in their address but the page. */
function withoutPage(url: string): string {
  return url.replace(/([?&])page=\d+&?/, "$1").replace(/[?&]$/, "");
}

function faultOf(snapshots: readonly ParsedSnapshot[], pageOf: (snapshot: ParsedSnapshot) => Page | undefined): ExpectationUnmet | null {
  const read = snapshots.filter((snapshot) => snapshot.observations.length > 0);
  const pages = snapshots.map((snapshot) => pageOf(snapshot)?.pages ?? 1)[0] ?? 1;
  const there = new Set(read.map((snapshot) => pageOf(snapshot)?.page ?? 1)).size;
  if (there < pages) return new ExpectationUnmet(`of the ${pages} pages of this answer ${there} are here and readable`);
  const lost = ["CHN", "USA"].filter((area) => !read.some(({ observations }) => observations.some((seen) => seen.area === area)));
  return lost.length === 0 ? null : new ExpectationUnmet(`no value for ${lost.join(" and ")}`);
}

function refused(snapshot: ParsedSnapshot, fault: ExpectationUnmet | null): ParsedSnapshot {
  if (fault === null || snapshot.observations.length === 0) return snapshot;
  return { ...snapshot, observations: [], refusals: [...snapshot.refusals, refusalOf(fault, "snapshot")] };
}
