import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Source } from "./define-source.ts";

const HERE = fileURLToPath(new URL("./", import.meta.url));
const READERS = fileURLToPath(new URL("./", import.meta.resolve("@talent/readers/cell")));
const CORE = fileURLToPath(new URL("./", import.meta.resolve("@talent/core/period")));

/** Beside a source's folder and the readers: what else decides which numbers come out of given bytes. */
const SHARED = ["define-source.ts", "dimension-text.ts", "file-kind.ts", "hold-to-expectation.ts", "refuse-duplicates.ts"];
const SHARED_BY_ALL = SHARED.map((name) => path.join(HERE, name));
const CORE_FILES = ["period.ts", "calendar.ts", "errors.ts", "stale-copy.ts", "known-history.ts"].map((name) => path.join(CORE, name));

const cached = new Map<string, string>();

/**
 * sha-256 over the code that reads a source: its folder, all readers, and the core's periods, refusals and comparison of copies. Tests, fixtures, notes and
 * curated data do not count. Equal bytes under an equal fingerprint give equal observations, so such a pair is parsed once.
 */
export function parserFingerprint(source: Pick<Source, "id" | "kind">): string {
  const known = cached.get(source.id);
  if (known !== undefined) return known;
  const hash = createHash("sha256");
  for (const file of readingCode(source)) {
    hash
      .update(`${path.basename(file)}\0`)
      .update(readFileSync(file))
      .update("\0");
  }
  const fingerprint = hash.digest("hex");
  cached.set(source.id, fingerprint);
  return fingerprint;
}

/** The files whose text decides what a source reads. */
export function readingCode(source: Pick<Source, "id" | "kind">): string[] {
  const curated = source.kind === "curated" ? codeIn(HERE).filter((file) => path.basename(file).startsWith("curated")) : [];
  return [...codeIn(path.join(HERE, source.id)), ...codeIn(READERS), ...SHARED_BY_ALL, ...CORE_FILES, ...curated];
}

function codeIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => /\.(ts|json)$/.test(name) && !/^test-|\.(test|fixture)\.ts$/.test(name))
    .sort()
    .map((name) => path.join(folder, name));
}
