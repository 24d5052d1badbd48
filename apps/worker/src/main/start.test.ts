import { chmodSync, cpSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "@talent/postgres/free-port";
import { runningPostmaster } from "@talent/postgres/postmaster";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isSilent, launcherProcesses, type NpmRun, runNpm } from "../../testing/npm-process.ts";
import { ROOT } from "../process/paths.ts";

const REPLAYED = ["qs-rankings", "epoch-models"];
const folder = mkdtempSync(join(tmpdir(), "start-"));
const dataDir = join(folder, "data");
const cluster = join(dataDir, "postgres/data");
let port: number;
let run: NpmRun;

beforeAll(async () => {
  chmodSync(folder, 0o755);
  for (const source of REPLAYED)
    cpSync(join(ROOT, `packages/sources/src/${source}/fixtures`), join(folder, "captures", source), { recursive: true });
  port = await freePort();
});
afterAll(async () => {
  run?.child.kill("SIGTERM");
  await run?.ended;
  rmSync(folder, { recursive: true, force: true });
});

function start(): NpmRun {
  run = runNpm(["start"], { PORT: String(port), DATA_DIR: dataDir, REPLAY_DIR: join(folder, "captures"), LOG_LEVEL: "info" });
  return run;
}

/** A line of the log for each run of the walk. */
const WALKED = /\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}Z [a-z-]+: /;

const readyLines = (text: string) => text.split("\n").filter((line) => line.startsWith("ready"));

describe("npm start", { timeout: 240_000 }, () => {
  it("brings up everything and reports it in one line", async () => {
    expect(await start().ready()).toBe(`ready http://localhost:${port}`);
    expect(run.err()).toMatch(WALKED);
    const page = await fetch(`http://localhost:${port}/`);
    expect(page.status).toBe(200);
    expect(await page.text()).toMatch(/replay/i);
    expect((await fetch(`http://localhost:${port}/api/ready`)).status).toBe(200);
  });

  it("shares its store with the other commands, which print nothing but their output", async () => {
    const claims = runNpm(["run", "--silent", "claims", "--", "--json"], { DATA_DIR: dataDir });
    expect(await claims.ended, claims.err()).toBe(0);
    const ledger = JSON.parse(claims.out());
    expect(ledger.data.length).toBeGreaterThan(10);
    const served = (await (await fetch(`http://localhost:${port}/api/v1/claims`)).json()) as { data: { id: string }[] };
    expect(served.data[0]?.id).toBe(ledger.data[0].id);
  });

  it("reports in one sentence that it runs already", async () => {
    const second = runNpm(["start"], { PORT: String(await freePort()), DATA_DIR: dataDir });
    expect(await second.ended).toBe(1);
    expect(second.err()).toContain(`npm start runs already on DATA_DIR ${dataDir} (process `);
    expect((await fetch(`http://localhost:${port}/api/health`)).status).toBe(200);
  });

  it("ends everything well on SIGTERM", async () => {
    run.child.kill("SIGTERM");
    expect(await run.ended).toBe(0);
    expect(readyLines(run.out())).toHaveLength(1);
    expect(await isSilent(port, 100)).toBe(true);
    expect(runningPostmaster(cluster)).toBeNull();
  });

  it("ends well on Ctrl-C, which a terminal sends to the whole group, also while it is still starting", async () => {
    start();
    while (!run.err().includes("Ready in") && run.child.exitCode === null) await sleep(20);
    process.kill(-(run.child.pid as number), "SIGINT");
    expect(await run.ended, run.err()).toBe(0);
    expect(await isSilent(port, 100)).toBe(true);
    expect(run.err()).not.toMatch(/died|unexpectedly/);
  });

  it("walks nothing the second time", async () => {
    await start().ready();
    expect(run.err()).not.toMatch(WALKED);
  });

  it("leaves nothing behind that hinders the next start when npm is killed with -9", async () => {
    run.child.kill("SIGKILL");
    expect(await start().ready()).toBe(`ready http://localhost:${port}`);
  });

  it("leaves nothing behind when everything but the database and the dashboard is killed with -9", async () => {
    const killed = launcherProcesses(run);
    expect(killed).toHaveLength(3);
    for (const pid of killed) process.kill(pid, "SIGKILL");
    expect(await isSilent(port, 10_000)).toBe(true);
    expect(await start().ready()).toBe(`ready http://localhost:${port}`);
  });

  it("reports what it lost and ends when its database is killed", async () => {
    const postmaster = runningPostmaster(cluster);
    if (!postmaster) throw new Error("no database runs");
    process.kill(postmaster.pid, "SIGKILL");
    expect(await run.ended).toBe(1);
    expect(run.err()).toMatch(/^PostgreSQL \(process \d+\) ended unexpectedly/m);
    expect(await isSilent(port, 100)).toBe(true);
  });

  it("reports in one sentence that PORT is taken", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(port, resolve));
    expect(await start().ended).toBe(1);
    expect(run.err()).toContain(`PORT ${port} is taken by another program; stop it, or set PORT to a free one.`);
    await new Promise((resolve) => other.close(resolve));
  });

  it("reports in one sentence what is wrong with a setting, as usage", async () => {
    const wrong = runNpm(["start"], { PORT: "eighty", DATA_DIR: dataDir });
    expect(await wrong.ended).toBe(2);
    expect(wrong.err()).toMatch(/^PORT must be a whole number/m);
  });
});
