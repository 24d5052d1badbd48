import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { ROOT } from "../src/process/paths.ts";
import { folderDigest } from "./test-environment.ts";

const folder = mkdtempSync(join(tmpdir(), "digest-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("the digest of the captures changes with a byte and with a name, and with nothing else", () => {
  const file = join(folder, "a/.b/page.html");
  mkdirSync(join(folder, "a/.b"), { recursive: true });
  writeFileSync(file, "one");
  const digests = [folderDigest(folder), folderDigest(folder)];
  writeFileSync(file, "two");
  digests.push(folderDigest(folder));
  renameSync(file, join(folder, "a/page.html"));
  digests.push(folderDigest(folder));
  expect(digests[0]).toBe(digests[1]);
  expect(new Set(digests).size).toBe(3);
  expect(folderDigest(join(folder, "none"))).toBe("");
});

it("what reads the whole repository is run again when any folder of it changes", () => {
  const { tasks } = JSON.parse(readFileSync(join(ROOT, "turbo.json"), "utf8"));
  const ignored = new Set([
    ".git",
    ...readFileSync(join(ROOT, ".gitignore"), "utf8")
      .split("\n")
      .map((line) => line.replace(/\/$/, "")),
  ]);
  const folders = readdirSync(ROOT, { withFileTypes: true }).filter((entry) => entry.isDirectory() && !ignored.has(entry.name));
  // The packages are hashed as dependencies.
  const named = `$TURBO_ROOT$/{${folders
    .map(({ name }) => name)
    .filter((name) => !["apps", "packages"].includes(name))
    .sort()
    .join(",")}}/**`;
  for (const name of ["@talent/worker#lint", "@talent/worker#test"]) {
    expect(tasks[name].inputs).toEqual(["$TURBO_DEFAULT$", "$TURBO_ROOT$/*", named]);
    expect(tasks[name].dependsOn).toEqual(expect.arrayContaining(["^transit", "@talent/web#transit"]));
  }
});
