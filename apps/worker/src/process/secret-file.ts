import { randomBytes } from "node:crypto";
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { SUBSCRIBERS_KEY_PATTERN } from "./environment.ts";
import { ExitError } from "./exit.ts";

const KEY_FILE = "subscribers.key";

/**
 * The secret under which addresses of subscribers are sealed and the links in their mails are made: the given one, else that of DATA_DIR, which is
 * made there once and readable by its owner only. Without it no one can be written to any more. Throws ExitError when the file holds something else.
 */
export function subscribersKeyOf(given: string | null, dataDir: string): string {
  if (given !== null) return given;
  const path = join(dataDir, KEY_FILE);
  const secret = (readIfPresent(path) ?? createOnce(path)).trim();
  if (!SUBSCRIBERS_KEY_PATTERN.test(secret)) throw new ExitError(`${path} holds no key: put the right one back, or set SUBSCRIBERS_KEY.`);
  return secret;
}

function readIfPresent(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

/** Appears whole or not at all; of two that make one at once, the first counts for both. */
function createOnce(path: string): string {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const part = `${path}.${process.pid}.part`;
  const file = openSync(part, "w", 0o600);
  try {
    writeSync(file, `${randomBytes(32).toString("base64url")}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  try {
    linkSync(part, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(part);
  }
  return readFileSync(path, "utf8");
}
