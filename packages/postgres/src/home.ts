import { createHash, randomBytes } from "node:crypto";
import { chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Account, canEnter, serverAccount } from "./account.ts";
import { ServerError } from "./server-error.ts";

/** Where one DATA_DIR keeps its PostgreSQL: the folder with cluster and log, who runs it, and the superuser's password. */
export type Home = {
  readonly dataDir: string;
  readonly folder: string;
  readonly cluster: string;
  readonly account: Account;
  readonly password: string;
};

type HomeRecord = { readonly password: string; readonly folder: string | null };

/**
 * Opens the home of `dataDir`, choosing one the first time: `DATA_DIR/postgres`, or a folder under /var/lib or /var/tmp where the server's
 * account cannot enter DATA_DIR (a clone under a 0700 home, started by root). `postgres.json` in DATA_DIR remembers the choice and the password.
 * One process at a time: two first ones would each choose a password.
 */
export function openHome(dataDir: string): Home {
  const file = join(dataDir, "postgres.json");
  const known = readRecord(file);
  const record = known ?? chooseHome(dataDir);
  const folder = record.folder ?? join(dataDir, "postgres");
  const cluster = join(folder, "data");
  const account = serverAccount(cluster);
  if (known === null) writeRecord(file, record);
  if (!existsSync(folder)) makeFolder(folder, account);
  if (!canEnter(account, folder)) {
    throw new ServerError(
      `PostgreSQL runs as uid ${account?.uid ?? process.getuid?.()}, which cannot enter ${folder}; open the folders above it, or set DATA_DIR.`,
    );
  }
  return { dataDir, folder, cluster, account, password: record.password };
}

/** Makes DATA_DIR where it is missing. Throws ServerError with a sentence naming the variable. */
export function makeDataDir(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true });
  } catch (error) {
    throw new ServerError(`DATA_DIR ${dataDir} cannot be made: ${(error as Error).message}.`);
  }
}

function readRecord(file: string): HomeRecord | null {
  if (!existsSync(file)) return null;
  try {
    const { password, folder } = JSON.parse(readFileSync(file, "utf8"));
    if (typeof password === "string") return { password, folder: typeof folder === "string" ? folder : null };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EACCES")
      throw new ServerError(`${file} belongs to another user; run as that user, or set DATA_DIR.`);
  }
  throw new ServerError(`${file} does not hold the database's password any more; restore it, or set DATA_DIR to a new folder.`);
}

function writeRecord(file: string, record: HomeRecord): void {
  writeFileSync(`${file}.new`, `${JSON.stringify(record)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

function chooseHome(dataDir: string): HomeRecord {
  const password = randomBytes(24).toString("base64url");
  const account = serverAccount(join(dataDir, "postgres/data"));
  if (canEnter(account, dataDir)) return { password, folder: null };
  const folder = folderElsewhere(dataDir);
  chown(folder, account);
  process.stderr.write(`keeping the database in ${folder}, because the user who runs PostgreSQL cannot enter ${dataDir}\n`);
  return { password, folder };
}

/** A new folder that only we could have made: its name ends in random characters, so no one can have put one there before. */
function folderElsewhere(dataDir: string): string {
  const name = createHash("sha256").update(realpathSync(dataDir)).digest("hex").slice(0, 12);
  for (const base of ["/var/lib/china-ai-talent-monitor", "/var/tmp/china-ai-talent-monitor"]) {
    try {
      mkdirSync(base, { recursive: true, mode: 0o755 });
      return mkdtempSync(join(base, `${name}-`));
    } catch {
      // A read-only system folder: the next one may do.
    }
  }
  throw new ServerError("Neither /var/lib nor /var/tmp can be written to; set DATA_DIR to a folder that every user can enter.");
}

function makeFolder(folder: string, account: Account): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chown(folder, account);
}

function chown(folder: string, account: Account): void {
  if (account) chownSync(folder, account.uid, account.gid);
}
