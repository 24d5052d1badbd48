import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { subscriberKey } from "@talent/db/subscriber-key";
import { type TestDatabase, testDatabase } from "@talent/db/testing/database";
import { claimStoreMode } from "@talent/db/write/store/store-mode";
import { requestSubscription } from "@talent/db/write/subscribers/subscriptions";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { addNotice, addSubscriber } from "../../../testing/deliveries.ts";
import { testParser } from "../../../testing/source.ts";
import { bootWorker, type Worker } from "../../main/boot-worker.ts";
import { outboxFolder } from "./delivery-service.ts";

vi.setConfig({ testTimeout: 90_000, hookTimeout: 120_000 });

const SECRET = "a secret of more than thirty-two characters".replaceAll(" ", "-");
let store: TestDatabase;
let folder: string;
let worker: Worker | null = null;
beforeEach(async () => {
  store = await testDatabase();
  folder = mkdtempSync(join(tmpdir(), "live-"));
});
afterEach(async () => {
  await worker?.stop();
  worker = null;
  await store.drop();
  rmSync(folder, { recursive: true });
});

/** A worker of a store that is replayed from an empty folder, or that is live and has no source to fetch. */
async function boot(replayDir: string | null): Promise<void> {
  await claimStoreMode(store.db, replayDir === null ? "live" : "replay");
  const publicUrl = "http://localhost:3000";
  worker = await bootWorker({
    db: store.db,
    url: store.url,
    env: { replayDir, publicUrl, logLevel: "error" },
    delivery: { smtpUrl: null, mailFrom: null, publicUrl, dataDir: folder, operatorMail: null, subscribersKey: SECRET },
    now: () => new Date(),
    sources: [],
    parser: testParser(),
    log: () => undefined,
  });
  await worker.ready;
}

async function mails(wanted: number): Promise<number> {
  const outbox = outboxFolder(folder);
  for (let waited = 0; waited < 300; waited++) {
    const there = existsSync(outbox) ? readdirSync(outbox).filter((name) => name.endsWith(".eml")).length : 0;
    if (there >= wanted) return there;
    await pause(100);
  }
  return 0;
}

const wish = {
  scopes: ["everything"],
  includeFuture: true,
  rule: null,
  cadence: "instant",
  locale: "en",
  timeZone: "UTC",
  quiet: null,
} as const;

describe("a worker that runs", () => {
  it.each(["live", "replayed"])("sends what the dashboard asks for at once, in a %s store, without waiting for the bell", async (mode) => {
    await boot(mode === "live" ? null : folder);
    await requestSubscription(store.db, subscriberKey(SECRET), { ...wish, address: "reader@example.org" }, new Date());
    expect(await mails(1)).toBe(1);
  });

  it("sends at its start what was left due by the one before", async () => {
    const { rows } = await store.db.pool.query<{ cipher: Buffer }>("SELECT $1::bytea AS cipher", [
      subscriberKey(SECRET).seal("a@example.org"),
    ]);
    const id = await addSubscriber(store.db, { address: "a@example.org" });
    await store.db.pool.query("UPDATE subscribers SET address_cipher = $1", [rows[0]?.cipher]);
    await addNotice(store.db, [id]);
    await boot(null);
    expect(await mails(1)).toBe(1);
  });
});
