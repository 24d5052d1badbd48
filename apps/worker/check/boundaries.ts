import { readFileSync } from "node:fs";
import { glob } from "node:fs/promises";
import { dirname, join, normalize } from "node:path";
import { ROOT } from "../src/process/paths.ts";

/** One import of one file: paths are relative to the root of the clone; `to` is as written. */
type Import = { readonly file: string; readonly to: string };

const FORMS = [
  /^\s*(?:import|export)\b[^"'`;]*?\bfrom\s*["']([^"'\s$]+)["']/gm,
  /^\s*import\s*["']([^"'\s$]+)["']/gm,
  /\bimport\(\s*["']([^"'\s$]+)["']\s*\)/g,
];

/** What a program text imports: statically, for its effects, or dynamically by a literal. */
export function importsOf(text: string): string[] {
  const program = text.replace(/^\s*(\/\/|\*|\/\*).*$/gm, "");
  return FORMS.flatMap((form) => [...program.matchAll(form)].map((match) => match[1] ?? ""));
}

/** Every program file of the workspace; what tools generate is left out. */
export async function programFiles(): Promise<string[]> {
  const leftOut = new Set(["node_modules", ".next", "generated", "fixtures", "next-env.d.ts"]);
  const files: string[] = [];
  for await (const file of glob("{packages,apps}/**/*.{ts,tsx,mts,mjs}", { cwd: ROOT, exclude: (name) => leftOut.has(name) }))
    files.push(file);
  return files.sort();
}

export async function importGraph(): Promise<Import[]> {
  const files = await programFiles();
  return files.flatMap((file) => importsOf(readFileSync(join(ROOT, file), "utf8")).map((to) => ({ file, to })));
}

/** `packages/core/src/period.ts` is in `core`. */
function packageOf(file: string): string {
  return file.split("/")[1] ?? "";
}

/** Files that only tests load: they may use test tools and set up what the package itself may not touch. */
export function isTestFile(file: string): boolean {
  return (
    /\.test\.(tsx?|mjs)$/.test(file) ||
    /(^|\/)(test-[^/]*\.tsx?|vitest\.config\.ts|.*-for-tests\.tsx?)$/.test(file) ||
    /\/(e2e|testing)\//.test(file)
  );
}

/** Where a relative import leads, relative to the root of the clone. */
function importTarget({ file, to }: Import): string {
  return normalize(join(dirname(file), to));
}

/** Which packages each package may import: the arrows of docs/architecture.md. Nothing may import an app. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  core: [],
  postgres: [],
  catalog: ["core"],
  readers: ["core"],
  charts: ["core"],
  db: ["core"],
  sources: ["core", "catalog", "readers"],
  web: ["core", "catalog", "readers", "charts", "db"],
  worker: ["postgres", "core", "catalog", "readers", "charts", "db", "sources"],
};

/** The dashboard reads; it writes behind two doors, and its tests may fill a database. */
const WEB_MAY_USE_OF_DB = /^@talent\/db\/(read\/.+|write\/(subscribers|reviews)\/.+|connect|errors|subscriber-key)$/;

/** Why this import is not allowed, in a sentence that says where to go; null when it is. */
export function boundaryViolation({ file, to }: Import): string | null {
  const from = packageOf(file);
  // The launcher runs before anything is installed, when packages have no names yet.
  if (/^apps\/worker\/bin\/[^/]+(?<!\.test)\.mjs$/.test(file)) {
    if (to.startsWith("node:") || to.startsWith("./") || to.endsWith("/packages/postgres/src/pid-lock.mjs")) return null;
    return "the launcher runs before anything is installed: it imports built-ins and files beside it";
  }
  if (to.startsWith(".")) {
    if (leavesPackage({ file, to })) return `import another package by its name, not by a path out of ${from}`;
    if (isReadOfStore(file) && importTarget({ file, to }).startsWith("packages/db/src/write/")) return "reading does not depend on writing";
    return isTestFile(importTarget({ file, to })) && isProductFile(file) ? "what only tests need stays out of the product" : null;
  }
  if (/^(prisma|@prisma\/)/.test(to) && from !== "db")
    return "only packages/db imports Prisma: add a question under db/read or a fact under db/write";
  if (!to.startsWith("@talent/")) return from === "core" && !isTestFile(file) && !to.startsWith("node:") ? "core imports nothing" : null;
  const other = to.split("/")[1] ?? "";
  if (/^@talent\/[^/]+\/testing\//.test(to) && isProductFile(file)) return "what only tests need stays out of the product";
  if (other === from) return `within ${from}, import by a relative path`;
  if (other === "postgres" && isTestFile(file)) return null;
  if (!(MAY_IMPORT[from] ?? []).includes(other)) return `${from} may not import ${other}: ${advice(from, other)}`;
  if (from === "web" && other === "db" && !isTestFile(file) && !WEB_MAY_USE_OF_DB.test(to)) {
    return "the dashboard reads through db/read and writes only through db/write/subscribers and db/write/reviews";
  }
  return null;
}

/** Runs in the product: neither a test nor its tools, nor a benchmark, nor a check. */
function isProductFile(file: string): boolean {
  return !isTestFile(file) && !/^apps\/worker\/(bench|check)\//.test(file);
}

function isReadOfStore(file: string): boolean {
  return file.startsWith("packages/db/src/read/") && !isTestFile(file);
}

function leavesPackage(found: Import): boolean {
  const [kind, name] = found.file.split("/");
  return !importTarget(found).startsWith(`${kind}/${name}/`);
}

function advice(from: string, other: string): string {
  if (other === "web" || other === "worker") return "nothing imports an app; move what both need into a package";
  if (from === "sources" && other === "db") return "a parser returns observations; the worker stores them";
  if (from === "db" && other === "catalog") return "the database knows no catalogue; take what you need as an argument";
  if (from === "web" && other === "sources") return "the dashboard shows what is stored; read it through db/read";
  if (from === "core") return "core imports nothing";
  return "see the arrows in docs/architecture.md";
}

const HOLDS_SQL =
  /\bfrom "pg"|\.query(?:<[^>]*>)?\(|["'`]\s*(?:SELECT|INSERT INTO|UPDATE|DELETE FROM|WITH \w+ AS|CREATE (?:TABLE|DATABASE))\b/;

/** True for a product file outside the packages of the database whose text speaks to it: only they hold SQL. */
export function holdsForeignSql(file: string, text: string): boolean {
  return !/^packages\/(db|postgres)\//.test(file) && !/\/(bench|check)\//.test(file) && !isTestFile(file) && HOLDS_SQL.test(text);
}
