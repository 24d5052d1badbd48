import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { install } from "./install.mjs";

let root;
let ran;

/** Stands for npm: records its arguments, and leaves behind what the real one would. */
async function run(command, args) {
  ran.push([command, ...args].join(" "));
  await sleep(50);
  if (args.includes("ci")) installed();
  if (args.includes("generate")) write("packages/db/src/generated/client.ts", "");
  return 0;
}

function write(path, content) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), typeof content === "string" ? content : JSON.stringify(content), { mode: 0o755 });
}

function lock(packages) {
  write("package-lock.json", { packages: { "": {}, "apps/worker": { version: "0.0.0" }, ...packages } });
}

const A = { "node_modules/a": { version: "1.0.0", integrity: "sha512-a" } };
const OTHER_PLATFORM = { "node_modules/a-darwin": { version: "1.0.0", optional: true } };

function installed(packages = A) {
  write("node_modules/.package-lock.json", { packages });
  write("node_modules/node/bin/node", "#!/bin/sh\necho v24.0.0\n");
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "install-"));
  ran = [];
  write("package.json", { devDependencies: { node: "24.0.0" } });
  write("prisma/schema.prisma", "model A {}");
  write("packages/db/package.json", {});
  lock({ ...A, ...OTHER_PLATFORM });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const tasks = () => ran.map((line) => (line.includes(" ci ") ? "ci" : line.includes(" generate ") ? "generate" : line));

describe("what npm start installs", () => {
  it("is everything in a fresh clone, and nothing the second time", async () => {
    expect(await install(root, run)).toBe(join(root, "node_modules/node/bin/node"));
    expect(tasks()).toEqual(["ci", "generate"]);
    await install(root, run);
    expect(ran).toHaveLength(2);
    expect(existsSync(join(root, ".installing"))).toBe(false);
  });

  it("is nothing after an npm ci by hand, but the client", async () => {
    installed();
    await install(root, run);
    expect(tasks()).toEqual(["generate"]);
  });

  it("is everything again when the lock file names another version", async () => {
    await install(root, run);
    lock({ "node_modules/a": { version: "1.0.1", integrity: "sha512-b" } });
    await install(root, run);
    expect(tasks()).toEqual(["ci", "generate", "ci"]);
  });

  it("is the client alone when the schema changed", async () => {
    await install(root, run);
    write("prisma/schema.prisma", "model B {}");
    await install(root, run);
    expect(tasks()).toEqual(["ci", "generate", "generate"]);
  });

  it("is done once by two launches at the same time", async () => {
    await Promise.all([install(root, run), install(root, run)]);
    expect(tasks()).toEqual(["ci", "generate"]);
  });

  it("fetches the pinned Node itself where npm ran no install steps", async () => {
    write("node_modules/node/installArchSpecificPackage.js", "");
    const withoutScripts = async (command, args) => {
      await run(command, args);
      if (args.includes("ci")) rmSync(join(root, "node_modules/node/bin"), { recursive: true });
      if (args.includes("installArchSpecificPackage.js")) installed();
      return 0;
    };
    await install(root, withoutScripts);
    expect(ran.filter((line) => line.includes("installArchSpecificPackage.js"))).toHaveLength(1);
  });

  it("reports in one sentence that npm ci failed, and tries again next time", async () => {
    const failing = async () => 7;
    await expect(install(root, failing)).rejects.toThrow(/^npm ci ended with 7; /);
    await install(root, run);
    expect(tasks()).toEqual(["ci", "generate"]);
  });

  it("reports in one sentence that no Node is to be had for this machine", async () => {
    const without = async (command, args) => {
      await run(command, args);
      rmSync(join(root, "node_modules/node"), { recursive: true });
      return 0;
    };
    await expect(install(root, without)).rejects.toThrow(/^Node 24\.0\.0, pinned in package\.json, could not be installed for /);
  });
});
