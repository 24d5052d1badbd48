import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ROOT } from "../places.ts";

type Entry = { version?: string; resolved?: string; link?: boolean; optionalDependencies?: Record<string, string> };
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
