import { existsSync, globSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const SOURCES_FOLDER = fileURLToPath(new URL("../src/", import.meta.url));
const SHARED_FOLDER = fileURLToPath(new URL("../../../../shared/captures/", import.meta.url));
/** The captures there were at the last release, one `source/stamp` a line. */
const RELEASED_LIST = fileURLToPath(new URL("../../../../shared/captures-before.txt", import.meta.url));

/** Whether the publishers' own bytes lie beside the repository. */
export const CAPTURES_PRESENT = existsSync(SHARED_FOLDER);

/** A capture folder: whose it is, when it was taken, where it lies. */
export type CaptureFolder = { readonly source: string; readonly stamp: string; readonly folder: string };

/** Ids of the sources that have a folder of their own here. */
export function sourceFolders(): string[] {
  return globSync("*/source.ts", { cwd: SOURCES_FOLDER })
    .map((file) => file.split(/[/\\]/)[0] ?? "")
    .sort();
}

/** Files of a source's folder that decide what is read: no tests, no fixtures. */
export function codeFiles(source: string): string[] {
  const own = readdirSync(SOURCES_FOLDER + source).filter((name) => name.endsWith(".ts") && !/\.(test|fixture)\.ts$/.test(name));
  return own.map((name) => `${SOURCES_FOLDER}${source}/${name}`);
}

/** The fixtures committed with a source. */
export function fixturesOf(source: string): CaptureFolder[] {
  return captureFolders(`${SOURCES_FOLDER}${source}/fixtures`, "*").map((stamp) => ({
    source,
    stamp,
    folder: `${SOURCES_FOLDER}${source}/fixtures/${stamp}`,
  }));
}

/** The captures there were at the last release; all of them where no list says which. Newer ones may still wait for their parsers. */
export function releasedCaptures(): CaptureFolder[] {
  if (!existsSync(RELEASED_LIST)) return sharedCaptures();
  const listed = new Set(readFileSync(RELEASED_LIST, "utf8").split(/\s+/));
  return sharedCaptures().filter(({ source, stamp }) => listed.has(`${source}/${stamp}`));
}

/** A new temporary folder of links to those captures, laid out as theirs is; the caller removes it. */
export function linkReleasedCaptures(): string {
  const root = mkdtempSync(join(tmpdir(), "known-captures-"));
  for (const { source, stamp, folder } of releasedCaptures()) {
    mkdirSync(join(root, source), { recursive: true });
    symlinkSync(folder, join(root, source, stamp), "junction");
  }
  return root;
}

/** Every capture beside the repository, of sources built or not. */
export function sharedCaptures(): CaptureFolder[] {
  return captureFolders(SHARED_FOLDER, "*/*").map((place) => {
    const [source = "", stamp = ""] = place.split(/[/\\]/);
    return { source, stamp, folder: SHARED_FOLDER + place };
  });
}

function captureFolders(root: string, pattern: string): string[] {
  return globSync(`${pattern}/exchanges.json`, { cwd: root })
    .map((file) => file.replace(/[/\\]exchanges\.json$/, ""))
    .sort();
}
