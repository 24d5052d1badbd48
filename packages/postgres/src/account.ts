import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { ServerError } from "./server-error.ts";

/** The OS user that runs PostgreSQL; null means ourselves. */
export type Account = { readonly uid: number; readonly gid: number } | null;

/**
 * PostgreSQL refuses to run as root, so root lends it another user: the owner of an existing cluster, else `postgres`, made when missing.
 * An ordinary user runs it as themselves, and can only use a cluster of their own. Throws ServerError with one sentence.
 */
export function serverAccount(cluster: string): Account {
  const owner = statSync(cluster, { throwIfNoEntry: false });
  const self = process.getuid?.() ?? 0;
  if (self !== 0) {
    if (owner && owner.uid !== self)
      throw new ServerError(`The database in ${cluster} belongs to another user (uid ${owner.uid}); run as that user or set DATA_DIR.`);
    return null;
  }
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const account = lookUp("postgres") ?? create("postgres") ?? lookUp("nobody");
  if (!account)
    throw new ServerError(
      "PostgreSQL cannot run as root and no user could be made for it; create a user named postgres, or set DATABASE_URL.",
    );
  return account;
}

function lookUp(name: string): Account {
  const number = (flag: string) => Number(spawnSync("id", [flag, name], { encoding: "utf8" }).stdout.trim() || "NaN");
  const [uid, gid] = [number("-u"), number("-g")];
  return Number.isInteger(uid) && Number.isInteger(gid) && uid !== 0 ? { uid, gid } : null;
}

function create(name: string): Account {
  process.stderr.write(`creating the system user ${name}, because PostgreSQL does not run as root\n`);
  spawnSync("useradd", ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", name], { stdio: ["ignore", 2, 2] });
  return lookUp(name);
}

/** spawn options that run a child as this account. */
export function asAccount(account: Account): { uid?: number; gid?: number } {
  return account ?? {};
}

/** The environment passed to PostgreSQL's programs; NODE_ENV only because Next requires it in every environment's type. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  return { NODE_ENV: process.env.NODE_ENV, PATH: process.env.PATH ?? "", LC_ALL: "C", TZ: "UTC" };
}

/** Whether the account can enter this folder, tested by the system itself, which also knows ACLs and mounts. */
export function canEnter(account: Account, folder: string): boolean {
  return spawnSync("/bin/sh", ["-c", 'cd -- "$1" 2>/dev/null', "sh", folder], { ...asAccount(account), cwd: "/" }).status === 0;
}
