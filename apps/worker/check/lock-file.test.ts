import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ROOT } from "../src/process/paths.ts";

type Entry = {
  version?: string;
  resolved?: string;
  link?: boolean;
  inBundle?: boolean;
  integrity?: string;
  optionalDependencies?: Record<string, string>;
};
const packages: Record<string, Entry> = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")).packages;

it("the lock file names the parts of every platform, without which npm ci refuses it on any", () => {
  const missing = Object.entries(packages).flatMap(([path, entry]) =>
    Object.keys(entry.optionalDependencies ?? {}).filter(
      (name) => !packages[`node_modules/${name}`] && !packages[`${path}/node_modules/${name}`],
    ),
  );
  expect(missing).toEqual([]);
});

it("the lock file carries no address of a registry", () => {
  expect(Object.entries(packages).filter(([, entry]) => !entry.link && entry.resolved !== undefined)).toEqual([]);
});

it("the lock file has the hash of every package that comes from a registry", () => {
  const fetched = Object.entries(packages).filter(([path, entry]) => path.includes("node_modules/") && !entry.link && !entry.inBundle);
  expect(fetched.filter(([, { integrity }]) => !integrity?.startsWith("sha512-")).map(([path]) => path)).toEqual([]);
});

it("overrides are exact versions: npm 9 refuses to install where one refers to a dependency that the root does not have", () => {
  const { overrides } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  expect(overrides).toEqual({ react: packages["node_modules/react"]?.version, "react-dom": packages["node_modules/react-dom"]?.version });
  expect(Object.keys(packages).filter((path) => /node_modules\/react(-dom)?$/.test(path))).toHaveLength(2);
});

it("every dependency is an exact version", () => {
  const manifests = ["", ...Object.keys(packages).filter((path) => /^(apps|packages)\/[^/]+$/.test(path))];
  const loose = manifests.flatMap((path) => {
    const { dependencies = {}, devDependencies = {} } = JSON.parse(readFileSync(join(ROOT, path, "package.json"), "utf8"));
    return Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(String(version)),
    );
  });
  expect(loose).toEqual([]);
});
