import { TextDecoder } from "node:util";
import { Unreadable } from "@talent/core/capture/errors";
import { Parser } from "htmlparser2";

/** Called with local names (prefixes dropped: Office writes both `c` and `x:c`). */
export type XmlHandler = {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
};

const MAX_DEPTH = 64;
const CHUNK_BYTES = 1024 * 1024;

/**
 * Streams an XML part through `handler` without building a tree. Entities of a DTD are never expanded: a document type is refused,
 * as are bytes that are not UTF-8 (or UTF-16 by its mark), elements left open and nesting past 64. Throws `Unreadable`.
 */
export function scanXml(bytes: Uint8Array, what: string, handler: XmlHandler): void {
  const refuse = (why: string): never => {
    throw new Unreadable(`${what} ${why}`);
  };
  let depth = 0;
  // The parser also calls the close of <a/> implied; an element left open has something inside or closes after another.
  let justOpened = false;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        depth += 1;
        justOpened = true;
        if (depth > MAX_DEPTH) refuse(`is nested deeper than ${MAX_DEPTH}`);
        handler.open?.(localName(name), attributes);
      },
      ontext(text) {
        justOpened = false;
        handler.text?.(text);
      },
      onclosetag(name, implied) {
        depth -= 1;
        if (implied && !justOpened) refuse("is not well formed");
        justOpened = false;
        handler.close?.(localName(name));
      },
      onprocessinginstruction(name) {
        if (name.toLowerCase().startsWith("!doctype")) refuse("declares a document type");
      },
    },
    { xmlMode: true },
  );
  for (const piece of decodedChunks(bytes, refuse)) parser.write(piece);
  parser.end();
}

function* decodedChunks(bytes: Uint8Array, refuse: (why: string) => never): Generator<string> {
  const decoder = new TextDecoder(encodingOf(bytes), { fatal: true });
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    let text: string;
    try {
      text = decoder.decode(bytes.subarray(at, at + CHUNK_BYTES), { stream: at + CHUNK_BYTES < bytes.length });
    } catch {
      return refuse("is not valid UTF-8");
    }
    yield text;
  }
}

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  return bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : "utf-8";
}

function localName(name: string): string {
  const colon = name.indexOf(":");
  return colon < 0 ? name : name.slice(colon + 1);
}
