import type { RequestListener } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { type TestDatabase, testDatabase } from "@talent/db/testing/database";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type LocalServer, localServer } from "../../../testing/http-server.ts";
import { testParser, testSource } from "../../../testing/source.ts";
import { openOutboundClient } from "../live.ts";
import { sharedHostStore } from "./shared-host-store.ts";

let store: TestDatabase;
const open: { close(): Promise<void> }[] = [];
beforeAll(async () => {
  store = await testDatabase();
}, 120_000);
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});
afterAll(() => store?.drop());

async function publisher(answer: RequestListener, robots?: RequestListener): Promise<LocalServer> {
  const server = await localServer(answer, "127.0.0.1", robots);
  open.push(server);
  return server;
}

/** A worker of its own: what it knows of hosts is in the store only. */
function worker(name: string, server: LocalServer, pauseMs: number) {
  const way = openOutboundClient({
    clock: () => new Date(),
    publicUrl: "https://monitor.example",
    validators: async () => ({}),
    discover: testParser().discover,
    hostStore: sharedHostStore(store.db, name),
    pauseMs,
    allow: [server.authority],
  });
  open.push(way);
  return way;
}
const pages = (server: LocalServer, name: string, count: number) =>
  testSource({ requests: Array.from({ length: count }, (_, index) => ({ url: `${server.url}/${name}/${index}`, accept: "text/csv" })) });

describe("hosts in the store", { timeout: 60_000 }, () => {
  it("are requested by one worker at a time, with a pause between any two requests, and robots.txt once", async () => {
    let underWay = 0;
    let most = 0;
    let robots = 0;
    const spans: { from: number; to: number }[] = [];
    const server = await publisher(
      (_request, response) => {
        const span = { from: performance.now(), to: 0 };
        spans.push(span);
        most = Math.max(most, ++underWay);
        setTimeout(() => {
          underWay--;
          span.to = performance.now();
          response.end("year,heads\n2024,7\n");
        }, 40);
      },
      (_request, response) => void response.end(++robots > 1 ? "User-agent: *\nDisallow: /" : ""),
    );
    const workers = ["w1", "w2", "w3"].map((name) => ({ name, way: worker(name, server, 150) }));
    const rounds = await Promise.all(workers.map(({ name, way }) => way.fetch(pages(server, name, 3))));
    expect(rounds.map((round) => round.exchanges.length)).toEqual([3, 3, 3]);
    expect(most).toBe(1);
    for (const [index, span] of spans.slice(1).entries()) expect(span.from - (spans[index]?.to ?? 0)).toBeGreaterThanOrEqual(149);
    expect(robots).toBe(1);
  });
  it("keep a publisher's Retry-After for every worker", async () => {
    const server = await publisher((_request, response) => void response.writeHead(503, { "retry-after": "3600" }).end());
    const first = await worker("w1", server, 1).fetch(pages(server, "a", 1));
    const second = await worker("w2", server, 1).fetch(pages(server, "b", 2));
    expect(server.hits()).toBe(1);
    expect([...first.ended, ...second.ended].map(({ outcome, retry }) => [outcome, retry])).toEqual(Array(3).fill(["unreachable", true]));
    expect(second.ended[0]?.notBefore?.getTime()).toBeGreaterThan(Date.now() + 3_500_000);
  });
  it("are free again after the worker that had one crashed, and at once for the same worker", async () => {
    const [dead, alive] = [sharedHostStore(store.db, "dead"), sharedHostStore(store.db, "alive")];
    expect(await dead.claim("lost.example", 0)).toEqual({ kind: "yours" });
    expect(await alive.claim("lost.example", 0)).toMatchObject({ kind: "wait" });
    expect(await dead.claim("lost.example", 0)).toEqual({ kind: "yours" });
    await store.db.pool.query("UPDATE hosts SET lease_until = clock_timestamp() - interval '1 second' WHERE host = 'lost.example'");
    expect(await alive.claim("lost.example", 0)).toEqual({ kind: "yours" });
    // A late release by the crashed worker does not end the new lease.
    await dead.release("lost.example", null);
    expect(await dead.claim("lost.example", 0)).toMatchObject({ kind: "wait" });
  });
  it("do not wait an hour because the server's clock went back an hour", async () => {
    const book = sharedHostStore(store.db, "w");
    await book.claim("back.example", 0);
    await store.db.pool.query(
      "UPDATE hosts SET ended_at = clock_timestamp() + interval '1 hour', holder = 'gone', lease_until = clock_timestamp() + interval '1 hour' WHERE host = 'back.example'",
    );
    expect(await book.claim("back.example", 1_000)).toEqual({ kind: "yours" });
  });
  it("keep the pause although the server's clock went back a few milliseconds", async () => {
    const book = sharedHostStore(store.db, "w");
    await book.claim("skew.example", 0);
    await book.release("skew.example", null);
    await store.db.pool.query("UPDATE hosts SET ended_at = clock_timestamp() + interval '20 milliseconds' WHERE host = 'skew.example'");
    expect(await book.claim("skew.example", 60_000)).toMatchObject({ kind: "wait" });
  });
  it("return robots.txt byte for byte, and why there is none", async () => {
    const book = sharedHostStore(store.db, "w");
    const good = { fetchedAt: new Date("2026-11-23T12:00:00Z"), status: 200, body: new Uint8Array([0, 255, 10]), problem: null };
    await book.keepRobots("https://a.example", good);
    expect(await book.robots("https://a.example")).toEqual(good);
    const bad = { ...good, status: null, body: null, problem: { outcome: "unreachable", message: "dns" } as const };
    await book.keepRobots("https://a.example", bad);
    expect(await book.robots("https://a.example")).toEqual(bad);
    expect(await book.robots("https://b.example")).toBeNull();
  });
  it("stop waiting when aborted", async () => {
    const server = await publisher((_request, response) => response.end("year,heads\n2024,7\n"));
    await sharedHostStore(store.db, "other").claim(server.authority, 0);
    const stop = new AbortController();
    const way = openOutboundClient(
      {
        clock: () => new Date(),
        publicUrl: "https://monitor.example",
        validators: async () => ({}),
        discover: testParser().discover,
        hostStore: sharedHostStore(store.db, "w"),
        allow: [server.authority],
      },
      stop.signal,
    );
    open.push(way);
    const round = way.fetch(pages(server, "a", 1)).catch((error: Error) => error.name);
    await pause(300);
    stop.abort();
    expect(await round).toBe("Interrupted");
    expect(server.hits()).toBe(0);
  });
});
