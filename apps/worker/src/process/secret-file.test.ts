import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ExitError } from "./exit.ts";
import { subscribersKeyOf } from "./secret-file.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "key-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("the secret of subscribers", () => {
  it("is the given one, and then no file is made", () => {
    expect(subscribersKeyOf("k".repeat(32), folder)).toBe("k".repeat(32));
    expect(readdirSync(folder)).toEqual([]);
  });
  it("is made once, for its owner only, and is the same at every start", () => {
    const first = subscribersKeyOf(null, folder);
    expect(first).toMatch(/^[\w-]{43}$/);
    expect(subscribersKeyOf(null, folder)).toBe(first);
    expect(readdirSync(folder)).toEqual(["subscribers.key"]);
    expect(statSync(join(folder, "subscribers.key")).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(folder, "subscribers.key"), "utf8")).toBe(`${first}\n`);
  });
  it("is not made anew where its file is spoilt: what is sealed under the old one would be lost", () => {
    writeFileSync(join(folder, "subscribers.key"), "");
    expect(() => subscribersKeyOf(null, folder)).toThrow(ExitError);
    expect(readFileSync(join(folder, "subscribers.key"), "utf8")).toBe("");
  });
});
