import { InvalidCursor } from "../../errors.ts";

/** The place after which a list goes on, as text that fits into a URL. */
export function writeCursor(place: readonly string[]): string {
  return Buffer.from(JSON.stringify(place)).toString("base64url");
}

/** The place in a cursor of this API: exactly `length` texts. Throws InvalidCursor. */
export function readCursor(cursor: string, length: number): string[] {
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    if (!Array.isArray(place) || place.length !== length || !place.every(isPlainText)) throw new InvalidCursor("not a cursor of ours");
    return place;
  } catch {
    throw new InvalidCursor("the cursor is not one this API gave out");
  }
}

function isPlainText(part: unknown): part is string {
  return typeof part === "string" && !part.includes("\0") && part.isWellFormed();
}
