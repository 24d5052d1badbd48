import { type TestDatabase, testDatabase, testWebUrl } from "@talent/db/testing/database";
import { registerSources } from "@talent/db/write/ingest/register-sources";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Served, serve } from "./testing/next-site.ts";
import { seed } from "./testing/seed.ts";

// A store of its own: what stops here must not stop for the other tests.

let store: TestDatabase;
let served: Served;
beforeAll(async () => {
  store = await testDatabase();
  await seed(store.db);
  served = await serve(await testWebUrl(store));
}, 120_000);
afterAll(async () => {
  await served?.stop();
  await store?.drop();
});

const rings = (at: Date) => store.db.pool.query("UPDATE store_state SET scheduler_beat = $1", [at]);
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

/** Whether a page says so, within the time that pages may remember what they know of the store. */
async function says(path: string, words: string): Promise<boolean> {
  for (const deadline = Date.now() + 20_000; ; await new Promise((resolve) => setTimeout(resolve, 500))) {
    const markup = await (await fetch(served.address + path)).text();
    const text = markup.replace(/<script[\s\S]*?<\/script>/g, "").replace(/<[^>]+>/g, "");
    if (text.includes(words) || Date.now() > deadline) return text.includes(words);
  }
}

describe("a scheduler that stopped", { timeout: 120_000 }, () => {
  it("makes every page say since when nothing was checked, and readiness fail, until it rings again", async () => {
    await rings(minutesAgo(1));
    expect((await fetch(`${served.address}/api/ready`)).status).toBe(200);
    const silent = minutesAgo(90);
    await rings(silent);
    const ready = await fetch(`${served.address}/api/ready`);
    expect([ready.status, await ready.json()]).toEqual([
      503,
      { status: "not_ready", checks: { database: "ok", migrations: "ok", scheduler: `not checked since ${silent.toISOString()}` } },
    ]);
    // It answers all the same: whoever restarts what does not live must not restart this.
    expect((await fetch(`${served.address}/api/health`)).status).toBe(200);
    for (const path of ["/", "/claims/graduate-growth", "/indicators", "/sources", "/sources/epoch-models"])
      expect(await says(path, "Not checked since"), path).toBe(true);
    await rings(minutesAgo(0));
    expect((await fetch(`${served.address}/api/ready`)).status).toBe(200);
  });
});

describe("a publisher that stopped", { timeout: 120_000 }, () => {
  it("is told on its own page, on its indicators and on the claims that rest on them, and never as late", async () => {
    const { rows } = await store.db.pool.query("SELECT record FROM sources WHERE id = 'macropolo-talent'");
    const others = (await store.db.pool.query("SELECT record FROM sources WHERE id <> 'macropolo-talent'")).rows.map((row) => row.record);
    const { record } = rows[0];
    await registerSources(store.db, [...others, { ...record, cadence: { ...record.cadence, orphaned: true } }], new Date());
    const stopped = "The publisher has stopped. Nothing newer will come, and claims that rest on it cannot be updated.";
    for (const path of ["/sources", "/sources/macropolo-talent", "/indicators/top-ai-talent-origin"])
      expect(await says(path, stopped), path).toBe(true);
    expect(await says("/claims/top-talent-origin?as_of=2025-07-02", "Not updatable: the source of")).toBe(true);
    const { theirs } = await (await fetch(`${served.address}/api/v1/sources/macropolo-talent`)).json();
    expect(theirs).toMatchObject({ state: "orphaned" });
  });
});
