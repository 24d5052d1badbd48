import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

// The shell draws the same pages without a window's frame around each, whose drawing costs more than most of our pages.
const NAMES = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** What a person types where we may not: the end-to-end tests say the same. */
export const INSTALL_CHROMIUM = "apt-get update && apt-get install -y chromium-headless-shell";

/** The chromium to test with, or null. */
export function chromiumOnPath(): string | null {
  return onPath(NAMES);
}

/** The first of these programs on PATH, or null. */
export function onPath(names: readonly string[]): string | null {
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  for (const path of names.flatMap((name) => folders.map((folder) => join(folder, name)))) {
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not in this folder.
    }
  }
  return null;
}

/** Installs the browser of the end-to-end tests when it is missing and we may (root, apt). Says what it does; without it those tests fail. */
export function ensureChromium(say: (line: string) => void): void {
  if (chromiumOnPath()) return;
  if (process.getuid?.() !== 0 || !onPath(["apt-get"])) {
    say(`no chromium on PATH: the browser tests will fail; type: sudo sh -c "${INSTALL_CHROMIUM}"`);
    return;
  }
  say("installing chromium (apt-get)");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const { status, stdout, stderr } = spawnSync("sh", ["-c", `${INSTALL_CHROMIUM} --no-install-recommends`], { env, encoding: "utf8" });
  if (status !== 0) say(`chromium could not be installed (${status}):\n${`${stdout}${stderr}`.trim().split("\n").slice(-5).join("\n")}`);
}
