import { existsSync, mkdtempSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const MEMORY = "/dev/shm";
const TMPFS_MAGIC = 0x01021994;
const ROOMY = 6 * 2 ** 30;

/** A new folder for a database that is thrown away soon: in memory where there is room (a database is hundreds of files, and making them on a disk costs most of its making), else among the temporary files. */
export function scratchFolder(prefix: string): string {
  return mkdtempSync(join(isRoomy() ? MEMORY : tmpdir(), prefix));
}

function isRoomy(): boolean {
  if (!existsSync(MEMORY)) return false;
  const { type, bavail, bsize } = statfsSync(MEMORY);
  return type === TMPFS_MAGIC && bavail * bsize >= ROOMY;
}
