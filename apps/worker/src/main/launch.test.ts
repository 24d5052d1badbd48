import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ROOT } from "../process/paths.ts";

it("npm passes its signals to the launcher itself, not to a shell that would end alone", () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  expect(Object.keys(scripts)).toEqual(expect.arrayContaining(["start", "test", "source", "claims", "bench"]));
  for (const [name, script] of Object.entries(scripts)) expect(script).toBe(`exec node apps/worker/bin/start.mjs ${name}`);
});
