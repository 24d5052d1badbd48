import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT } from "../src/process/paths.ts";
import { boundaryViolation, holdsForeignSql, importGraph, importsOf, isTestFile, programFiles } from "./boundaries.ts";

type Manifest = { dependencies?: Record<string, string>; devDependencies?: Record<string, string> };

const graph = await importGraph();
const manifest = (folder: string): Manifest => JSON.parse(readFileSync(join(ROOT, folder, "package.json"), "utf8"));
const ask = (file: string, to: string) => boundaryViolation({ file, to });

describe("imports", () => {
  it("follow the arrows of the architecture", () => {
    expect(graph.length).toBeGreaterThan(100);
    expect(
      graph.flatMap((found) =>
        boundaryViolation(found) === null ? [] : [`${found.file} imports ${found.to}: ${boundaryViolation(found)}`],
      ),
    ).toEqual([]);
  });

  it("name only what the package itself declares, so that nothing works by luck of hoisting", () => {
    const undeclared = graph.filter(({ file, to }) => {
      if (/^(\.|node:)/.test(to)) return false;
      const name = to
        .split("/")
        .slice(0, to.startsWith("@") ? 2 : 1)
        .join("/");
      const own = manifest(file.split("/").slice(0, 2).join("/"));
      const declared = { ...own.dependencies, ...(isTestFile(file) ? { ...own.devDependencies, ...manifest(".").devDependencies } : {}) };
      return !(name in declared) && !(own.devDependencies && name in own.devDependencies);
    });
    expect(undeclared.map(({ file, to }) => `${file} imports ${to}`)).toEqual([]);
  });

  it.each([
    ["packages/sources/src/sevis-mapping/parse.ts", "@talent/db/connect", /the worker stores them/],
    ["packages/db/src/read/x.ts", "@talent/catalog/indicators/all", /knows no catalogue/],
    ["apps/web/src/app/page.tsx", "@talent/sources/registry", /read it through db\/read/],
    ["apps/web/src/app/page.tsx", "@talent/db/write/observations/append-observations", /writes only through/],
    ["apps/web/src/app/page.tsx", "@talent/db/setup/migrate", /reads through db\/read/],
    ["packages/db/src/read/feeds/changes.ts", "../../write/feeds/write-changes.ts", /does not depend on writing/],
    ["packages/core/src/period.ts", "@talent/catalog/areas/all", /core imports nothing/],
    ["packages/core/src/period.ts", "zod", /core imports nothing/],
    ["packages/charts/src/line-chart.ts", "@talent/web/x", /nothing imports an app/],
    ["packages/catalog/src/areas/all.ts", "@prisma/client", /only packages\/db imports Prisma/],
    ["packages/readers/src/csv.ts", "../../core/src/period.ts", /by its name/],
    ["packages/readers/src/csv.ts", "@talent/readers/table/cell", /relative path/],
    ["apps/worker/src/main/start.ts", "@talent/db/testing/database", /only tests need/],
    ["apps/worker/src/main/start.ts", "../../testing/source.ts", /only tests need/],
    ["apps/worker/bin/install.mjs", "@talent/postgres/pid-lock.mjs", /before anything is installed/],
  ])("would be refused: %s importing %s", (file, to, why) => expect(ask(file, to)).toMatch(why));

  it.each([
    ["apps/web/src/app/page.tsx", "@talent/db/read/observations/points"],
    ["apps/web/src/app/api/x/route.ts", "@talent/db/write/subscribers/subscriptions"],
    ["apps/web/src/app/page.test.ts", "@talent/db/write/observations/append-observations"],
    ["apps/worker/src/ingest/run-source.ts", "@talent/sources/registry"],
    ["packages/core/src/fingerprint.ts", "node:crypto"],
    ["packages/core/src/period.test.ts", "vitest"],
    ["apps/worker/src/process/shutdown.ts", "../../bin/parent.mjs"],
  ])("are allowed: %s importing %s", (file, to) => expect(ask(file, to)).toBeNull());

  it("are found in every form", () => {
    const text = [
      'import a from "./a";',
      "import {\n  type B,\n  b,\n} from './b';",
      'export { c } from "./c";',
      'import type { D } from "./d";',
      '// import e from "./e";',
      'import "./f";',
      'const g = await import("./g");',
    ].join("\n");
    expect(importsOf(text)).toEqual(["./a", "./b", "./c", "./d", "./f", "./g"]);
  });
});

describe("SQL", () => {
  it("stands in the packages of the database and nowhere else in the product", async () => {
    const files = await programFiles();
    expect(files.filter((file) => holdsForeignSql(file, readFileSync(join(ROOT, file), "utf8")))).toEqual([]);
  });

  it.each([
    'import { Client } from "pg";',
    "await db.pool.query<Row>(text, [id]);",
    "const slots = `\n  SELECT id FROM slots`;",
    'const made = "INSERT INTO slots VALUES ($1)";',
  ])("would be found in an app: %s", (text) => {
    expect(holdsForeignSql("apps/worker/src/schedule/x.ts", text)).toBe(true);
    expect(
      ["apps/worker/src/x.test.ts", "apps/worker/bench/x.ts", "packages/db/src/x.ts"].filter((file) => holdsForeignSql(file, text)),
    ).toEqual([]);
  });
});
