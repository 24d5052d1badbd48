import { crc32, inflateRawSync } from "node:zlib";
import { LayoutChanged, Unreadable } from "@talent/core/capture/errors";
import { withinBytes } from "../text/decode.ts";
import { quoted } from "../text/plain-text.ts";

/** A download holds its data and a few files about them. */
const DOWNLOAD_LIMITS = { maxEntries: 16, maxInflated: 64 * 1024 * 1024 };
const MAX_DOWNLOAD_BYTES = 64 * 1024 * 1024;

/** A publisher's download packed as ZIP. Throws `Unreadable` as `openZip`, with far tighter limits: one table is never zipped into hundreds of files. */
export function openDownload(bytes: Uint8Array): Zip {
  withinBytes(bytes, MAX_DOWNLOAD_BYTES, "archive");
  return openZip(bytes, DOWNLOAD_LIMITS);
}

/** The bytes of one file of such a download. Throws `LayoutChanged` when it is not there, and as `openDownload`. */
export function archivedFile(bytes: Uint8Array, entry: string): Uint8Array {
  const file = openDownload(bytes).read(entry);
  if (file === undefined) throw new LayoutChanged(`the archive holds no file ${quoted(entry)}`);
  return file;
}

export type ZipLimits = { readonly maxEntries?: number; readonly maxInflated?: number };

/** An archive whose directory has been checked; an entry is inflated only when it is requested. */
export type Zip = { readonly names: readonly string[]; read(name: string): Uint8Array | undefined };

type Entry = { name: string; flags: number; method: number; crc: number; packed: number; size: number; offset: number };

const END_SIGNATURE = 0x06054b50;
const DIRECTORY_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
const END_SIZE = 22;
const DIRECTORY_SIZE = 46;
const LOCAL_SIZE = 30;
const ENCRYPTED_FLAG = 1;

/**
 * Opens a ZIP archive (APPNOTE 6.3) by its central directory, before anything is inflated. Throws `Unreadable` for too many
 * entries, a declared size past the limit, names that leave the folder (zip-slip) or repeat, encryption and ZIP64. Archives inside
 * the archive are never opened.
 */
export function openZip(bytes: Uint8Array, limits: ZipLimits = {}): Zip {
  const { maxEntries = 2000, maxInflated = 256 * 1024 * 1024 } = limits;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = new Map<string, Entry>();
  let inflated = 0;
  for (const entry of directoryEntries(bytes, view, maxEntries)) {
    checkName(entry.name);
    if (entries.has(entry.name)) throw new Unreadable(`the archive holds ${quoted(entry.name)} twice`);
    inflated += entry.size;
    if (inflated > maxInflated) throw new Unreadable(`the archive would inflate to more than ${maxInflated} bytes`);
    entries.set(entry.name, entry);
  }
  return {
    names: [...entries.keys()],
    read(name) {
      const entry = entries.get(name);
      return entry === undefined ? undefined : inflateEntry(bytes, view, entry);
    },
  };
}

function* directoryEntries(bytes: Uint8Array, view: DataView, maxEntries: number): Generator<Entry> {
  const end = endRecord(view);
  const count = view.getUint16(end + 10, true);
  if (count > maxEntries) throw new Unreadable(`the archive has ${count} entries, more than the ${maxEntries} we accept`);
  let at = view.getUint32(end + 16, true);
  for (let index = 0; index < count; index += 1) {
    if (at + DIRECTORY_SIZE > end || view.getUint32(at, true) !== DIRECTORY_SIGNATURE)
      throw new Unreadable("the archive's directory is damaged");
    const nameLength = view.getUint16(at + 28, true);
    const next = at + DIRECTORY_SIZE + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (next > end) throw new Unreadable("the archive's directory is damaged");
    yield {
      name: new TextDecoder().decode(bytes.subarray(at + DIRECTORY_SIZE, at + DIRECTORY_SIZE + nameLength)),
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    };
    at = next;
  }
  if (at !== end) throw new Unreadable("the archive's directory is damaged");
}

/** The record whose comment runs exactly to the end of the file. ZIP64 marks (all ones) are past any size we accept. */
function endRecord(view: DataView): number {
  const first = Math.max(0, view.byteLength - END_SIZE - 0xffff);
  for (let at = view.byteLength - END_SIZE; at >= first; at -= 1) {
    if (view.getUint32(at, true) !== END_SIGNATURE || at + END_SIZE + view.getUint16(at + 20, true) !== view.byteLength) continue;
    const split = view.getUint16(at + 4, true) !== 0 || view.getUint16(at + 8, true) !== view.getUint16(at + 10, true);
    if (split || view.getUint16(at + 10, true) === 0xffff) throw new Unreadable("the archive is split or ZIP64");
    return at;
  }
  throw new Unreadable("the file is not a ZIP archive, or it is cut off");
}

function checkName(name: string): void {
  const unsafe = name === "" || name.startsWith("/") || /[\\\0]|^[A-Za-z]:/.test(name) || name.split("/").includes("..");
  if (unsafe) throw new Unreadable(`the archive holds an unsafe name: ${quoted(name)}`);
}

function inflateEntry(bytes: Uint8Array, view: DataView, entry: Entry): Uint8Array {
  const what = `the archive's entry ${quoted(entry.name)}`;
  if ((entry.flags & ENCRYPTED_FLAG) !== 0) throw new Unreadable(`${what} is encrypted`);
  if (entry.offset + LOCAL_SIZE > bytes.length || view.getUint32(entry.offset, true) !== LOCAL_SIGNATURE)
    throw new Unreadable(`${what} is not where it should be`);
  const start = entry.offset + LOCAL_SIZE + view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true);
  if (start + entry.packed > bytes.length) throw new Unreadable(`${what} is cut off`);
  const data = unpackEntry(bytes.subarray(start, start + entry.packed), entry, what);
  if (data.length !== entry.size || crc32(data) !== entry.crc) throw new Unreadable(`${what} is damaged`);
  return data;
}

function unpackEntry(packed: Uint8Array, entry: Entry, what: string): Uint8Array {
  if (entry.method === 0) return packed;
  if (entry.method !== 8) throw new Unreadable(`${what} is packed in a way we cannot read (method ${entry.method})`);
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.size) });
  } catch {
    throw new Unreadable(`${what} does not inflate to the ${entry.size} bytes it declares`);
  }
}
