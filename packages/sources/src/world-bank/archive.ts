import { LayoutChanged } from "@talent/core/capture/errors";
import { quoted } from "@talent/readers/text/plain-text";
import { openDownload } from "@talent/readers/zip/open-zip";
import { isZip } from "../file-kind.ts";
import { type Series, seriesOfCode } from "./indicators.ts";

/** The number at the end is another one with every release. */
const DATA_FILE = /^API_([A-Z0-9.]+)_DS\d_[a-z]{2}_csv_v\d_\d+\.csv$/i;
const METADATA_FILE = /^Metadata_(?:Country|Indicator)_API_[\w.]+\.csv$/i;

export type ArchivedTable = { readonly entry: string; readonly bytes: Uint8Array };

/** The one table of the archive that `downloadformat=csv` gives. Throws LayoutChanged for several, for none, and for a file of another kind. */
export function archivedTable(bytes: Uint8Array): ArchivedTable {
  const archive = openDownload(bytes);
  const entry = tableName(archive.names);
  return { entry, bytes: archive.read(entry) ?? new Uint8Array() };
}

/** The series that the name of an archive's table promises, without unpacking anything; undefined when it is no such archive or none of ours. */
export function archivedSeries(bytes: Uint8Array): Series | undefined {
  if (!isZip(bytes)) return undefined;
  try {
    const [, code = ""] = DATA_FILE.exec(tableName(openDownload(bytes).names)) ?? [];
    return seriesOfCode(code.toUpperCase());
  } catch {
    return undefined;
  }
}

function tableName(names: readonly string[]): string {
  const stranger = names.find((name) => !DATA_FILE.test(name) && !METADATA_FILE.test(name));
  if (stranger !== undefined) throw new LayoutChanged(`the archive holds ${quoted(stranger)}, a file we do not know`);
  const [entry, second] = names.filter((name) => DATA_FILE.test(name));
  if (entry === undefined) throw new LayoutChanged("the archive holds no table");
  if (second !== undefined) throw new LayoutChanged(`the archive holds two tables, ${quoted(entry)} and ${quoted(second)}`);
  return entry;
}
