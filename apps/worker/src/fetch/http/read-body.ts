import { Readable, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from "node:zlib";
import { Unreachable } from "./errors.ts";

const DECODERS = {
  gzip: createGunzip,
  "x-gzip": createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
  zstd: createZstdDecompress,
} as const;

/** Accepted codings: common ones that can be aborted while decompressing. */
export const ACCEPT_ENCODING = "gzip, br";

const MAX_CODINGS = 2;

/**
 * The decoded body, at most `maxBytes` long. Both the bytes on the wire and the bytes they unfold to are counted while they stream,
 * so a bomb costs no more memory than the cap. Throws `Unreachable` (`too_large`, `undecodable`) or what the stream threw. With `cut` a body
 * past its cap is no error: the first `maxBytes` decoded bytes are returned.
 */
export async function readBody(
  body: AsyncIterable<Uint8Array>,
  contentEncoding: string,
  maxBytes: number,
  signal: AbortSignal,
  cut = false,
): Promise<Buffer> {
  const codings = contentEncoding
    .toLowerCase()
    .split(",")
    .map((name) => name.trim());
  const decoders = codings
    .filter((name) => name !== "" && name !== "identity")
    .reverse()
    .map(decoder);
  if (decoders.length > MAX_CODINGS) throw new Unreachable("undecodable", `the body is encoded ${decoders.length} times`);
  const chunks: Uint8Array[] = [];
  const room = byteLimit(maxBytes);
  const sink = new Writable({
    write(chunk: Uint8Array, _encoding, done) {
      chunks.push(chunk);
      done(room(chunk));
    },
  });
  // To be cut, only what was decoded is counted: the sink has taken the chunk that fills it.
  const wire = Readable.from(cut ? body : limitBytes(body, maxBytes));
  try {
    await pipeline([wire, ...decoders, sink], { signal });
  } catch (error) {
    if (!cut || !(error instanceof Unreachable) || error.reason !== "too_large") throw error;
  }
  return Buffer.concat(chunks).subarray(0, maxBytes);
}

function decoder(coding: string): ReturnType<(typeof DECODERS)[keyof typeof DECODERS]> {
  const create = Object.hasOwn(DECODERS, coding) ? DECODERS[coding as keyof typeof DECODERS] : undefined;
  if (create === undefined) throw new Unreachable("undecodable", `the body has the unknown coding "${coding.slice(0, 40)}"`);
  return create();
}

async function* limitBytes(bytes: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<Uint8Array> {
  const room = byteLimit(maxBytes);
  for await (const chunk of bytes) {
    const full = room(chunk);
    if (full !== null) throw full;
    yield chunk;
  }
}

function byteLimit(maxBytes: number): (chunk: Uint8Array) => Unreachable | null {
  let size = 0;
  return (chunk) => {
    size += chunk.length;
    return size > maxBytes ? new Unreachable("too_large", `the body is longer than the ${maxBytes} bytes allowed`) : null;
  };
}
