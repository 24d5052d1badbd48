import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { glob } from "node:fs/promises";
import { join } from "node:path";
import { takeLock } from "@talent/postgres/pid-lock.mjs";
import { ExitError } from "../process/exit.ts";
import { END_WITH_PARENT, NEXT_BIN, ROOT, WEB_DIR } from "../process/paths.ts";
import { runChild } from "../process/spawn.ts";

const SOURCES = ["apps/web/**/*", "packages/{core,catalog,charts,db,readers}/src/**/*", "package-lock.json", "tsconfig.base.json"];
const STAMP = join(WEB_DIR, ".next/built-from");
const TEN_MINUTES = 600_000;

/**
 * Builds the dashboard when its sources are not the ones it was built from; output goes to stderr. At most one process builds at a time.
 * Throws ExitError with one sentence.
 */
export async function buildWeb(signal?: AbortSignal): Promise<{ built: boolean }> {
  if (await isBuilt()) return { built: false };
  const lock = await takeLock(join(ROOT, "node_modules/.web-build.lock"), { waitMs: TEN_MINUTES });
  if (lock.heldBy)
    throw new ExitError(`Process ${lock.heldBy.pid} has been building the dashboard for ten minutes; stop it and start again.`);
  try {
    const from = await sourcesDigest();
    if (isBuiltFrom(from)) return { built: false };
    process.stderr.write("building the dashboard\n");
    rmSync(STAMP, { force: true });
    const env = { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
    const code = await runChild(process.execPath, ["--import", END_WITH_PARENT, NEXT_BIN, "build"], {
      cwd: WEB_DIR,
      env,
      ...(signal ? { signal } : {}),
    });
    if (code !== 0)
      throw new ExitError(`The dashboard could not be built (next build ended with ${code}); what it printed above says why.`);
    writeFileSync(STAMP, from);
    return { built: true };
  } finally {
    lock.release();
  }
}

async function isBuilt(): Promise<boolean> {
  return existsSync(STAMP) && isBuiltFrom(await sourcesDigest());
}

function isBuiltFrom(digest: string): boolean {
  return existsSync(STAMP) && readFileSync(STAMP, "utf8") === digest;
}

/** sha-256 over the paths and bytes of everything the build reads; tests and what the build itself writes are left out. */
async function sourcesDigest(): Promise<string> {
  const leftOut = /(^|\/)(node_modules|\.next|\.turbo|coverage|next-env\.d\.ts|[^/]+\.test\.tsx?)(\/|$)/;
  const files: string[] = [];
  const entries = glob(SOURCES, { cwd: ROOT, withFileTypes: true, exclude: (entry) => leftOut.test(entry.name) });
  for await (const entry of entries) if (entry.isFile()) files.push(join(entry.parentPath, entry.name));
  const hash = createHash("sha256");
  for (const file of files.sort())
    hash
      .update(`${file.slice(ROOT.length)}\0`)
      .update(readFileSync(file))
      .update("\0");
  return hash.digest("hex");
}
