import { Unstorable } from "../errors.ts";

// An index entry holds the printed text; PostgreSQL refuses entries past a third of a page.
const LONGEST_RAW_BYTES = 1_500;

/** Free text (notes, messages) as PostgreSQL can hold it: NUL and lone surrogates become U+FFFD. Never for evidence. */
export function storableText(text: string): string {
  return text.toWellFormed().replaceAll("\0", "\uFFFD");
}

/** The JSON of a value with every text in it made storable. */
export function storableJson(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) => (typeof member === "string" ? storableText(member) : member));
}

/** Evidence text, unchanged. Throws Unstorable for NUL, a lone surrogate or more than `limit` bytes: altering it would break its locator. */
export function requireStorable(text: string, what: string, limit: number = LONGEST_RAW_BYTES): string {
  if (text.includes("\0")) throw new Unstorable(`${what} holds a NUL character`);
  if (!text.isWellFormed()) throw new Unstorable(`${what} holds half of a surrogate pair`);
  if (text.length * 3 > limit && Buffer.byteLength(text) > limit) throw new Unstorable(`${what} is longer than ${limit} bytes`);
  return text;
}
