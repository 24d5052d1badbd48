import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { majorVersion } from "@talent/postgres/binaries";
import { ROOT } from "../src/process/paths.ts";
import { chromiumOnPath, onPath } from "./chromium.ts";

const OLDEST_POSTGRES = 15;

/**
 * What decides a result of the tests and stands outside the repository, as environment variables that turbo.json hashes. `TEST_POSTGRES_BIN` is there
 * where the system has a PostgreSQL to run the SQL tests on again.
 */
export function testEnvironment(): Record<string, string> {
  const chromium = chromiumOnPath();
  const postgres = systemPostgres();
  const runtime = [process.version, process.platform, process.arch, process.getuid?.() === 0 ? "root" : "user"];
  return {
    CAPTURES_DIGEST: folderDigest(join(ROOT, "../shared")),
    RUNTIME_VERSION: runtime.join(" "),
    ...(chromium ? { CHROMIUM_VERSION: `${chromium} ${versionOf(chromium)}` } : {}),
    ...(postgres ? { TEST_POSTGRES_BIN: join(postgres, "bin"), SYSTEM_POSTGRES_VERSION: versionOf(join(postgres, "bin/postgres")) } : {}),
  };
}

/** sha-256 over the paths, sizes and bytes of all files below a folder; empty where there is no such folder. */
export function folderDigest(folder: string): string {
  if (!existsSync(folder)) return "";
  const hash = createHash("sha256");
  for (const path of readdirSync(folder, { encoding: "utf8", recursive: true }).sort()) {
    const file = join(folder, path);
    if (!statSync(file, { throwIfNoEntry: false })?.isFile()) continue;
    const bytes = readFileSync(file);
    hash.update(`${path}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest("hex");
}

function versionOf(program: string): string {
  return spawnSync(program, ["--version"], { encoding: "utf8" }).stdout?.trim() ?? "";
}

/** The oldest supported PostgreSQL of the system, or null. */
function systemPostgres(): string | null {
  const debian = "/usr/lib/postgresql";
  const initdb = onPath(["initdb"]);
  const folders = [
    ...(existsSync(debian) ? readdirSync(debian).map((version) => join(debian, version)) : []),
    ...(initdb ? [dirname(dirname(realpathSync(initdb)))] : []),
  ];
  const found = folders
    .filter((folder) => existsSync(join(folder, "bin/initdb")))
    .map((folder) => ({ folder, major: majorVersion(folder) }));
  return found.filter(({ major }) => major >= OLDEST_POSTGRES).sort((one, other) => one.major - other.major)[0]?.folder ?? null;
}
