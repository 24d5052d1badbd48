import type { Locator } from "@talent/core/observation/locator";
import { type LocateOptions, openSnapshotAt, textFinder } from "./locate.ts";

/**
 * The printed text at a locator in a snapshot's bytes; for a count over rows the filter is applied again and the count given. Throws
 * `LayoutChanged` where nothing is printed, `BytesDiffer` when a count's rows are not those it was made from, and what the reader
 * of the format throws.
 */
export async function resolveLocator(bytes: Uint8Array, locator: Locator, options: LocateOptions = {}): Promise<{ text: string }> {
  return { text: await textFinder(await openSnapshotAt(bytes, [locator], options))(locator) };
}

/** `resolveLocator` for many locators of one file, in their order, parsing it once. */
export async function resolveMany(bytes: Uint8Array, locators: readonly Locator[], options: LocateOptions = {}): Promise<string[]> {
  const find = textFinder(await openSnapshotAt(bytes, locators, options));
  return locators.map(find);
}
