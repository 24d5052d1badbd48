import type { StatedScope } from "../capture/capture.ts";
import type { Expectation } from "../capture/expectation.ts";
import type { EarlierDocument } from "./known-history.ts";

/** Least part of the numbers of the version before that a new version of one address keeps, where nothing is declared. */
export const DEFAULT_KEEPS = 0.7;

/** A list of so few numbers may well lose a third of them. */
const FEWEST_NUMBERS = 10;

/**
 * Why a document is not whole, in one sentence: it gives far fewer numbers than the one before it at its address, or, where the source declares
 * what it keeps, than the newest of its kind. Null when it is, or when there is none before it.
 */
export function rowCollapse(
  { keeps }: Expectation,
  states: StatedScope,
  document: { readonly url: string; readonly numbers: number },
  earlier: readonly EarlierDocument[],
): string | null {
  if (keeps === null || (keeps === undefined && states === "listed")) return null;
  const kind = kindOf(document.url);
  const before =
    earlier.find((one) => one.url === document.url) ?? (keeps === undefined ? undefined : earlier.find((one) => kindOf(one.url) === kind));
  if (before === undefined || before.numbers < FEWEST_NUMBERS) return null;
  if (document.numbers >= before.numbers * (keeps ?? DEFAULT_KEEPS)) return null;
  return `${document.numbers} numbers, where the document before it gave ${before.numbers}`;
}

const MONTHS = /january|february|march|april|may|june|july|august|september|october|november|december/g;

/** An address without what differs from one period's document to the next's: numbers and names of months. */
function kindOf(url: string): string {
  return url.toLowerCase().replace(MONTHS, "#").replace(/\d+/g, "#");
}
