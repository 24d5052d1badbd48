// Brings node_modules in line with package-lock.json and the generated database client in line with the schema. Built-ins only.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { takeLock } from "../../../packages/postgres/src/pid-lock.mjs";

const TEN_MINUTES = 600_000;
const PROGRESS_EVERY = 5_000;
const STAMP = "node_modules/.installed-from";

/**
 * Installs what is missing, at most one launch at a time, and returns the path of the pinned Node.
 * `run(command, args, env)` runs a child whose output goes to stderr and resolves to its exit code. Throws an Error with one sentence.
 */
export async function install(root, run) {
  const node = join(root, "node_modules/node/bin/node");
  const lacking = () => whatIsMissing(root, node);
  if (lacking().length === 0) return node;
  const lock = await takeLock(join(root, ".installing"), {
    waitMs: TEN_MINUTES,
    onWait: (holder) => say(`waiting for process ${holder?.pid}, which is installing`),
  });
  if (lock.heldBy) throw new Error(`Process ${lock.heldBy.pid} has been installing for ten minutes; stop it, or wait and start again.`);
  try {
    const missing = lacking();
    if (missing.includes("packages")) await installPackages(root, run);
    if (!runsAs(node, pinnedVersion(root))) await installRuntime(root, node, run);
    if (lacking().includes("client")) await generateClient(root, run);
  } finally {
    lock.release();
  }
  return node;
}

function whatIsMissing(root, node) {
  const missing = [];
  if (!packagesMatchLock(root)) missing.push("packages");
  if (!runsAs(node, pinnedVersion(root))) missing.push("runtime");
  if (!clientIsFresh(root)) missing.push("client");
  return missing;
}

/**
 * True when node_modules is what package-lock.json requires: our stamp names the lock file it was installed from, or npm's own record of what
 * it installed agrees with it (somebody ran `npm ci` or `npm install` by hand).
 */
export function packagesMatchLock(root) {
  const wanted = readJson(join(root, "package-lock.json"))?.packages;
  const present = readJson(join(root, "node_modules/.package-lock.json"))?.packages;
  if (!wanted) throw new Error(`${join(root, "package-lock.json")} is missing or not readable; restore it from git.`);
  if (!present) return false;
  if (readText(join(root, STAMP)) === lockDigest(root)) return true;
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.startsWith("node_modules/")) return true;
    const found = present[path];
    if (!found) return entry.optional === true;
    return found.version === entry.version && found.integrity === entry.integrity;
  });
}

function lockDigest(root) {
  return createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
}

async function installPackages(root, run) {
  say("installing the locked dependencies (npm ci)");
  const npm = npmCommand();
  // --include and --ignore-scripts=false win over a NODE_ENV=production or a personal npmrc; --loglevel over `npm run --silent`.
  // Warnings are left out: npm checks engines against the Node that installs, and everything runs on the pinned one.
  const args = ["ci", "--include=dev", "--include=optional", "--ignore-scripts=false", "--loglevel=error", "--no-audit", "--no-fund"];
  const progress = setInterval(() => say(`installing: ${unpackedCount(root)} packages so far`), PROGRESS_EVERY);
  const code = await run(npm.command, [...npm.args, ...args], offlineEngine()).finally(() => clearInterval(progress));
  if (code !== 0) throw new Error(`npm ci ended with ${code}; what it printed above says why.`);
  writeFileSync(join(root, STAMP), lockDigest(root));
}

/** Packages that stand in node_modules, scoped ones counted one by one. */
function unpackedCount(root) {
  const folder = join(root, "node_modules");
  const names = (path) => (existsSync(path) ? readdirSync(path).filter((name) => !name.startsWith(".")) : []);
  return names(folder).reduce((count, name) => count + (name.startsWith("@") ? names(join(folder, name)).length : 1), 0);
}

/** npm 12 and `ignore-scripts` leave out the step in which the package `node` fetches its binary. */
async function installRuntime(root, node, run) {
  const folder = join(root, "node_modules/node");
  if (existsSync(join(folder, "installArchSpecificPackage.js"))) {
    say("fetching the pinned Node");
    await run(process.execPath, ["installArchSpecificPackage.js"], {}, folder);
  }
  const version = pinnedVersion(root);
  if (!runsAs(node, version))
    throw new Error(`Node ${version}, pinned in package.json, could not be installed for ${process.platform}-${process.arch}.`);
}

function pinnedVersion(root) {
  return readJson(join(root, "package.json")).devDependencies.node;
}

function runsAs(node, version) {
  return existsSync(node) && spawnSync(node, ["--version"], { encoding: "utf8" }).stdout?.trim() === `v${version}`;
}

const CLIENT = "packages/db/src/generated";

/** The client is generated from the schema by the pinned Prisma; its stamp names both. */
function clientIsFresh(root) {
  return readText(join(root, CLIENT, ".generated-from")) === clientStamp(root);
}

function clientStamp(root) {
  const hash = createHash("sha256");
  for (const file of ["prisma/schema.prisma", "packages/db/package.json"]) hash.update(readFileSync(join(root, file)));
  return hash.digest("hex");
}

async function generateClient(root, run) {
  say("generating the database client");
  const npm = npmCommand();
  const code = await run(npm.command, [...npm.args, "run", "--silent", "generate", "--workspace", "@talent/db"], {
    ...offlineEngine(),
    PATH: `${join(root, "node_modules/.bin")}:${process.env.PATH}`,
  });
  if (code !== 0) throw new Error(`Generating the database client ended with ${code}; what it printed above says why.`);
  mkdirSync(join(root, CLIENT), { recursive: true });
  writeFileSync(join(root, CLIENT, ".generated-from"), clientStamp(root));
}

/** Prisma tries to download a schema engine, from a host that may be out of reach, unless given one; generating needs none. */
function offlineEngine() {
  return { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: "1", CHECKPOINT_DISABLE: "1" };
}

/** The npm that started us, so that its settings hold; else the one on PATH. */
function npmCommand() {
  const cli = process.env.npm_execpath;
  return cli && basename(cli) === "npm-cli.js" && existsSync(cli)
    ? { command: process.execPath, args: [cli] }
    : { command: "npm", args: [] };
}

function readJson(path) {
  try {
    return JSON.parse(readText(path) ?? "null");
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function readText(path) {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return null;
    throw error;
  }
}

function say(text) {
  process.stderr.write(`${text}\n`);
}
