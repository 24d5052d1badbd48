import { spawnSync } from "node:child_process";
import { closeSync, constants, existsSync, openSync } from "node:fs";
import { join } from "node:path";
import { asAccount } from "./account.ts";
import { lastLine } from "./cluster.ts";
import type { Home } from "./home.ts";
import { ServerError } from "./server-error.ts";

/**
 * The server lives as long as a process holds the writing end of a named pipe; its keeper reads the other end and shuts the server down at
 * end of file. The kernel closes a pipe for a process that dies in any way, so no count of users can be wrong after a kill -9.
 */
export function usersPipe(home: Home): string {
  const path = join(home.folder, "users");
  if (existsSync(path)) return path;
  const made = spawnSync("mkfifo", ["-m", "600", path], { ...asAccount(home.account), cwd: "/", encoding: "utf8" });
  if (made.status !== 0)
    throw new ServerError(
      `The disk of ${home.folder} cannot keep a database (${lastLine(made.stderr ?? "")}); set DATA_DIR to a local folder.`,
    );
  return path;
}

/** Holds the pipe open; null when no keeper reads it, so that there is no server to hold. */
export function holdPipe(path: string): number | null {
  try {
    return openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENXIO" || code === "ENOENT") return null;
    throw error;
  }
}

/**
 * Holds the pipe open for a keeper that is only about to be started. Another user's end may close at any moment, and a keeper that reads before
 * we hold would take that for the last one leaving. A pipe opened both ways needs no other process; ours is one only for an instant.
 */
export function holdPipeInAdvance(path: string): number {
  const both = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
  try {
    return openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
  } finally {
    closeSync(both);
  }
}

/** True while a keeper reads the pipe. */
export function hasKeeper(path: string): boolean {
  const held = holdPipe(path);
  if (held !== null) closeSync(held);
  return held !== null;
}

/**
 * What the keeper runs: the server as its child, and a reader that shuts the server down (fast) once the last user is gone.
 * $1 is the pipe, $2 the folder to remove afterwards or nothing, the rest the server's command line.
 */
export const KEEPER = `
pipe=$1 folder=$2; shift 2
"$@" & server=$!
{ read -r _ < "$pipe"; kill -INT "$server"; } & reader=$!
wait "$server"; code=$?
kill "$reader" 2>/dev/null
[ -z "$folder" ] || { mv "$folder" "$folder.$$" && rm -rf "$folder.$$"; }
exit "$code"
`;
