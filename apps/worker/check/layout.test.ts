import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ROOT } from "../src/process/paths.ts";
import { programFiles } from "./boundaries.ts";

const files = await programFiles();

it("no barrels: a thing is imported from the file that does it", () => {
  expect(files.filter((file) => /(^|\/)index\.(tsx?|mjs)$/.test(file))).toEqual([]);
});

it("no drawers: a folder is named for what it holds", () => {
  expect(files.filter((file) => /\/(lib|utils|helpers|common|shared|services|misc)\//.test(file))).toEqual([]);
});

it("no file is too long to read", () => {
  expect(files.filter((file) => readFileSync(join(ROOT, file), "utf8").split("\n").length > 301)).toEqual([]);
});

it("no test is left out or preferred", () => {
  const marks = new RegExp(`\\b(it|test|describe)\\.(${["skip", "only", "todo"].join("|")})\\b`);
  expect(files.filter((file) => file.includes(".test.") && marks.test(readFileSync(join(ROOT, file), "utf8")))).toEqual([]);
});
