import { type Import, isTestFile, packageOf, target } from "./import-graph.ts";

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
export function objection({ file, to }: Import): string | null {
  const from = packageOf(file);
  // The launcher runs before anything is installed, when packages have no names yet.
  if (file.startsWith("apps/worker/bin/") && to.endsWith("/packages/postgres/src/pid-lock.mjs")) return null;
  if (to.startsWith(".")) {
    if (leavesPackage({ file, to })) return `import another package by its name, not by a path out of ${from}`;
    return isTestFile(target({ file, to })) && !isTestFile(file) ? "what only tests need stays out of the product" : null;
  }
  if (/^(prisma|@prisma\/)/.test(to) && from !== "db")
    return "only packages/db imports Prisma: add a question under db/read or a fact under db/write";
  if (!to.startsWith("@talent/")) return from === "core" && !isTestFile(file) && !to.startsWith("node:") ? "core imports nothing" : null;
  const other = to.split("/")[1] ?? "";
  if (/^@talent\/[^/]+\/testing\//.test(to) && !isTestFile(file)) return "what only tests need stays out of the product";
  if (other === from) return `within ${from}, import by a relative path`;
  if (other === "postgres" && isTestFile(file)) return null;
  if (!(MAY_IMPORT[from] ?? []).includes(other)) return `${from} may not import ${other}: ${instead(from, other)}`;
  if (from === "web" && other === "db" && !isTestFile(file) && !WEB_MAY_USE_OF_DB.test(to)) {
    return "the dashboard reads through db/read and writes only through db/write/subscribers and db/write/reviews";
  }
  return null;
}

function leavesPackage(found: Import): boolean {
  const [kind, name] = found.file.split("/");
  return !target(found).startsWith(`${kind}/${name}/`);
}

function instead(from: string, other: string): string {
  if (other === "web" || other === "worker") return "nothing imports an app; move what both need into a package";
  if (from === "sources" && other === "db") return "a parser returns observations; the worker stores them";
  if (from === "db" && other === "catalog") return "the database knows no catalogue; take what you need as an argument";
  if (from === "web" && other === "sources") return "the dashboard shows what is stored; read it through db/read";
  if (from === "core") return "core imports nothing";
  return "see the arrows in docs/architecture.md";
}
