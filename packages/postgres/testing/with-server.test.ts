import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { serverProcesses } from "./server-user.ts";

const WITH_SERVER = fileURLToPath(new URL("./with-server.ts", import.meta.url));
const ASK = `const client = new (await import("pg")).default.Client(process.env.TEST_DATABASE_URL);
await client.connect();
console.log((await client.query("SHOW data_directory")).rows[0].data_directory);
await client.end();
process.exit(3);`;

it("a command gets a server of its own, which ends with it, and its exit code is passed on", () => {
  const { status, stdout } = spawnSync(process.execPath, [WITH_SERVER, process.execPath, "--input-type=module", "-e", ASK], {
    cwd: fileURLToPath(new URL("..", import.meta.url)),
    encoding: "utf8",
  });
  expect(stdout.trim()).toMatch(/talent-check-/);
  expect(existsSync(dirname(dirname(stdout.trim())))).toBe(false);
  expect(serverProcesses(stdout.trim())).toEqual([]);
  expect(status).toBe(3);
});
