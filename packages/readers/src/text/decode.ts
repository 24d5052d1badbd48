import { TextDecoder } from "node:util";
import { Unreadable } from "@talent/core/capture/errors";

/** Which byte order mark the bytes begin with, and how long it is. */
function byteOrderMark(bytes: Uint8Array): { encoding: string; length: number } | null {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: "utf-8", length: 3 };
  if (a === 0xff && b === 0xfe) return { encoding: "utf-16le", length: 2 };
  if (a === 0xfe && b === 0xff) return { encoding: "utf-16be", length: 2 };
  return null;
}

/** Throws `Unreadable` past `maxBytes`, before anything is decoded. */
export function withinBytes(bytes: Uint8Array, maxBytes: number, what: string): void {
  if (bytes.byteLength > maxBytes) throw new Unreadable(`the ${what} has ${bytes.byteLength} bytes, more than the ${maxBytes} we accept`);
}

/** Bytes to text: the byte order mark decides, otherwise UTF-8. A byte sequence that is not valid is refused, never replaced. */
export function decodeText(bytes: Uint8Array, what: string): string {
  const mark = byteOrderMark(bytes);
  return decodeAs(mark === null ? bytes : bytes.subarray(mark.length), mark?.encoding ?? "utf-8", what);
}

/**
 * Bytes of a web page to text. Order as in the WHATWG HTML standard: byte order mark, charset of the Content-Type, `<meta>`
 * within the first 1,024 bytes, UTF-8. Browsers replace what is not valid, and so do we: it can only spoil the cell it is in.
 */
export function decodePage(bytes: Uint8Array, contentType: string | undefined): string {
  const mark = byteOrderMark(bytes);
  const body = mark === null ? bytes : bytes.subarray(mark.length);
  const label = mark?.encoding ?? charsetOf(contentType ?? "") ?? charsetOf(latin1(bytes.subarray(0, 1024)));
  return pageDecoder(label ?? "utf-8").decode(body);
}

/** Ten times as fast as the decoder of that name, and as good for the ASCII that is searched for. */
function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}

function decodeAs(bytes: Uint8Array, encoding: string, what: string): string {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Unreadable(`the ${what} is not valid ${encoding.toUpperCase()}`);
  }
}

function charsetOf(text: string): string | undefined {
  return /charset\s*=\s*["']?\s*([\w:.-]{1,40})/i.exec(text)?.[1];
}

function pageDecoder(label: string): TextDecoder {
  try {
    return new TextDecoder(label, { ignoreBOM: true });
  } catch {
    throw new Unreadable(`the page declares an encoding we cannot read: "${label}"`);
  }
}
