import { LayoutChanged } from "@talent/core/capture/errors";
import { withinBytes } from "../text/decode.ts";
import { quoted } from "../text/plain-text.ts";
import { openZip, type Zip } from "./zip.ts";

/** A download holds its data and a few files about them. */
const LIMITS = { maxEntries: 16, maxInflated: 64 * 1024 * 1024 };
const MOST_BYTES = 64 * 1024 * 1024;

/** A publisher's download packed as ZIP. Throws `Unreadable` as `openZip`, with far tighter limits: nobody zips one table into hundreds of files. */
export function openDownload(bytes: Uint8Array): Zip {
  withinBytes(bytes, MOST_BYTES, "archive");
  return openZip(bytes, LIMITS);
}

/** The bytes of one file of such a download. Throws `LayoutChanged` when it is not there, and as `openDownload`. */
export function archivedFile(bytes: Uint8Array, entry: string): Uint8Array {
  const file = openDownload(bytes).read(entry);
  if (file === undefined) throw new LayoutChanged(`the archive holds no file ${quoted(entry)}`);
  return file;
}
