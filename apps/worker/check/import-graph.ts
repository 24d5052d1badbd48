import { readFileSync } from "node:fs";
import { glob } from "node:fs/promises";
import { dirname, join, normalize } from "node:path";
import { ROOT } from "../src/process/paths.ts";

/** One import of one file: paths are relative to the root of the clone; `to` is as written. */
export type Import = { readonly file: string; readonly to: string };

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
export function packageOf(file: string): string {
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
export function target({ file, to }: Import): string {
  return normalize(join(dirname(file), to));
}
