import { spawnSync } from "node:child_process";
import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { asAccount, serverEnvironment } from "./account.ts";
import { majorVersion } from "./binaries.ts";
import type { Home } from "./home.ts";
import { ServerError } from "./server-error.ts";

/** The superuser of an embedded cluster. */
export const SUPERUSER = "monitor";

/** Makes the cluster where there is none, all or nothing: a start killed half-way leaves only a folder that the next start throws away. */
export function ensureCluster(home: Home, binaries: string, temporary = false): void {
  const versionFile = join(home.cluster, "PG_VERSION");
  if (!existsSync(versionFile)) initialise(home, binaries, temporary ? ["--no-sync"] : []);
  const [kept, ours] = [Number(readFileSync(versionFile, "utf8")), majorVersion(binaries)];
  if (kept !== ours) {
    throw new ServerError(
      `The database in ${home.cluster} was made by PostgreSQL ${kept} and this is ${ours}; move it with pg_upgrade or set DATA_DIR to a new folder.`,
    );
  }
}

function initialise(home: Home, binaries: string, more: readonly string[]): void {
  process.stderr.write(`making a database in ${home.folder}\n`);
  const half = `${home.cluster}.half`;
  const passwordFile = join(home.folder, "initial-password");
  rmSync(half, { recursive: true, force: true });
  writeFileSync(passwordFile, home.password, { mode: 0o600 });
  if (home.account) chownSync(passwordFile, home.account.uid, home.account.gid);
  const settings = ["--auth=scram-sha-256", "--encoding=UTF8", "--no-locale", "--no-instructions", ...more];
  const result = spawnSync(
    join(binaries, "bin/initdb"),
    [`--pgdata=${half}`, `--username=${SUPERUSER}`, `--pwfile=${passwordFile}`, ...settings],
    { ...asAccount(home.account), cwd: home.folder, env: serverEnvironment(), encoding: "utf8" },
  );
  rmSync(passwordFile, { force: true });
  if (result.status !== 0)
    throw new ServerError(`The database could not be made in ${home.folder}: ${lastLine(result.stderr || String(result.error))}`);
  renameSync(half, home.cluster);
}

/** The last line that is not empty. */
export function lastLine(text: string): string {
  return text.trim().split("\n").at(-1)?.trim() ?? "";
}
