import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Source } from "../define-source.ts";

const SOURCES_FOLDER = fileURLToPath(new URL("../", import.meta.url));

/** Static imports of program files of ours: by path, or of core and readers by name. Types are no code; the catalogue decides no number. */
const IMPORT = /^(?:import|export)\s(?!type\b)[^;]*?from\s"(\.{1,2}\/[^"]+|@talent\/(?:core|readers)\/[^"]+)"/gms;

const fingerprintCache = new Map<string, string>();

/**
 * sha-256 over the code that reads a source: its `source.ts` and all that this file loads of sources, readers and core. Tests, fixtures, notes and
 * curated data do not count. Equal bytes under an equal fingerprint give equal observations, so such a pair is parsed once.
 */
export function parserFingerprint(source: Pick<Source, "id">): string {
  const known = fingerprintCache.get(source.id);
  if (known !== undefined) return known;
  const hash = createHash("sha256");
  for (const file of parserFiles(source)) {
    hash
      .update(`${path.basename(file)}\0`)
      .update(readFileSync(file))
      .update("\0");
  }
  const fingerprint = hash.digest("hex");
  fingerprintCache.set(source.id, fingerprint);
  return fingerprint;
}

/** Absolute paths of the files whose text decides what a source reads, sorted by name so that a moved file changes nothing by its move alone. */
export function parserFiles(source: Pick<Source, "id">): string[] {
  const found = new Set<string>();
  const queue = [path.join(SOURCES_FOLDER, source.id, "source.ts")];
  for (const file of queue) {
    if (found.has(file)) continue;
    found.add(file);
    for (const [, specifier = ""] of readFileSync(file, "utf8").matchAll(IMPORT)) queue.push(fileOf(specifier, file));
  }
  return [...found].sort((one, other) => path.basename(one).localeCompare(path.basename(other), "en") || one.localeCompare(other, "en"));
}

function fileOf(specifier: string, importer: string): string {
  return specifier.startsWith(".") ? path.resolve(path.dirname(importer), specifier) : fileURLToPath(import.meta.resolve(specifier));
}
