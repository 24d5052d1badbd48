import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, mkdtempSync, rmSync, unlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { installedBinaries, majorVersion, usableBinaries } from "./binaries.ts";

const folder = mkdtempSync(join(tmpdir(), "binaries-"));
const native = join(folder, "package/native");

beforeAll(() => {
  cpSync(installedBinaries().native, native, { recursive: true, verbatimSymlinks: true });
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the PostgreSQL that came with the dependencies", { timeout: 60_000 }, () => {
  it("is used in place, and completed there when the install step that links its libraries was not run", () => {
    unlinkSync(join(native, "lib/libicui18n.so.60"));
    expect(majorVersion(native)).toBe(0);
    expect(usableBinaries(null, folder, { native, version: "1" })).toBe(native);
    expect(majorVersion(native)).toBe(18);
  });

  it("is copied for a user who cannot reach it, whole, also where it was installed for our eyes only", () => {
    if (process.getuid?.() !== 0) return expect(usableBinaries(null, folder, { native, version: "1" })).toBe(native);
    execFileSync("chmod", ["-R", "go-rwx", native]);
    const nobody = { uid: 65_534, gid: 65_534 };
    const open = mkdtempSync(join(tmpdir(), "open-"));
    chmodSync(open, 0o755);
    const umask = process.umask(0o077);
    try {
      expect(usableBinaries(nobody, open, { native, version: "1" })).toBe(join(open, "binaries-1"));
    } finally {
      process.umask(umask);
      rmSync(open, { recursive: true });
    }
  });
});
