import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EmbeddedServer, useEmbeddedServer } from "@talent/postgres/server";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkExternalDatabase, lastStoreMode, openDatabase, versionProblem } from "./database.ts";

const folder = mkdtempSync(join(tmpdir(), "external-"));
chmodSync(folder, 0o755);
let server: EmbeddedServer;

beforeAll(async () => {
  server = await useEmbeddedServer(join(folder, "data"));
}, 60_000);
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

function changed(change: (url: URL) => void): string {
  const url = new URL(server.url("postgres"));
  change(url);
  return url.href;
}

async function closedPort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === "object" && address ? address.port : 0;
}

describe("DATABASE_URL", () => {
  it("is used as it is, and what belongs to others is left running", async () => {
    const url = server.url("postgres");
    const database = await openDatabase({ databaseUrl: url, dataDir: join(folder, "unused"), replayDir: null }, "live");
    expect(database.url).toBe(url);
    await database.stop();
    await expect(checkExternalDatabase(url)).resolves.toBeUndefined();
  });

  it("with a wrong password ends in one sentence that does not repeat it", async () => {
    const asked = checkExternalDatabase(changed((url) => (url.password = "wrong-guess")));
    await expect(asked).rejects.toThrow(/^DATABASE_URL: 127\.0\.0\.1:\d+ refuses the user monitor or the password\.$/);
  });

  it("with an unknown user ends in the same sentence", async () => {
    const asked = checkExternalDatabase(changed((url) => (url.username = "nobody")));
    await expect(asked).rejects.toThrow(/^DATABASE_URL: \S+ refuses the user nobody or the password\.$/);
  });

  it("with a missing database advises creating it", async () => {
    await expect(checkExternalDatabase(server.url("nowhere"))).rejects.toThrow(
      /^DATABASE_URL: there is no database nowhere on 127\.0\.0\.1:\d+; create it first\.$/,
    );
  });

  it("where nothing listens is reported", async () => {
    const port = await closedPort();
    await expect(checkExternalDatabase(`postgresql://me@127.0.0.1:${port}/x`)).rejects.toThrow(
      `DATABASE_URL: nothing answers at 127.0.0.1:${port}.`,
    );
  });

  it("to a host that does not exist is reported", async () => {
    await expect(checkExternalDatabase("postgresql://me@no-such-host.invalid/x")).rejects.toThrow(
      /^DATABASE_URL: the host of no-such-host\.invalid is not known\.$/,
    );
  });

  it("to something that is no PostgreSQL ends in one sentence", async () => {
    const other = createServer((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const address = other.address();
    const port = typeof address === "object" && address ? address.port : 0;
    await expect(checkExternalDatabase(`postgresql://me@127.0.0.1:${port}/x`)).rejects.toThrow(
      /^DATABASE_URL: 127\.0\.0\.1:\d+ cannot be used \([^\n]+\)\.$/,
    );
    other.close();
  });

  it.each([
    ["140009", "14.9", "DATABASE_URL leads to PostgreSQL 14.9; 15 or newer is needed."],
    ["90624", "9.6.24", "DATABASE_URL leads to PostgreSQL 9.6.24; 15 or newer is needed."],
    ["150000", "15.0", null],
    ["180004", "18.4", null],
  ])("with server version %s (%s): %j", (number, text, sentence) => expect(versionProblem({ number, text })).toBe(sentence));
});

describe("the store that other commands read", () => {
  it("is live until a start has served a replay, and a replay where REPLAY_DIR is set", () => {
    const where = { databaseUrl: null, dataDir: join(folder, "no-start-yet"), replayDir: null };
    expect(lastStoreMode(where)).toBe("live");
    expect(lastStoreMode({ ...where, replayDir: folder })).toBe("replay");
  });
});

it("keeps live and replay apart on one embedded server", async () => {
  const where = { databaseUrl: null, dataDir: join(folder, "data"), replayDir: null };
  const [live, replay] = [await openDatabase(where, "live"), await openDatabase(where, "replay")];
  const [one, other] = [new Client({ connectionString: live.url }), new Client({ connectionString: replay.url })];
  await Promise.all([one.connect(), other.connect()]);
  await one.query("create table only_live ()");
  expect((await other.query("select to_regclass('only_live') as found")).rows).toEqual([{ found: null }]);
  await Promise.all([one.end(), other.end()]);
  await live.stop();
  await replay.stop();
});
