import type { RequestListener } from "node:http";
import type { Source } from "@talent/sources/define-source";
import { afterEach, describe, expect, it } from "vitest";
import type { LocalServer } from "../../testing/http-server.ts";
import { closeAll, opened, publisher, requests, respondWith, robotsTxt, TABLE, testOutboundClient } from "../../testing/outbound-fetch.ts";
import { testSource } from "../../testing/source.ts";
import { memoryHostStore } from "./hosts/host-store.ts";
import { type LiveFetchParts, userAgent } from "./live.ts";

afterEach(closeAll);

const look = (server: LocalServer, path = "/data/heads.csv", more: Partial<LiveFetchParts> = {}) =>
  testOutboundClient([server], more).fetch(testSource({ url: server.url + path }));

describe("robots.txt", () => {
  it("that disallows is obeyed: the page is never requested, and the run names the line", async () => {
    const server = await publisher(robotsTxt("User-agent: *", "Disallow: /data/"));
    const { ended, exchanges, visits } = await look(server);
    expect(ended).toMatchObject([
      { outcome: "blocked_by_robots", retry: false, message: expect.stringContaining("line 2, Disallow: /data/") },
    ]);
    expect([exchanges, visits, server.hits()]).toEqual([[], [], 0]);
  });
  it("that allows is recorded with each request it allowed", async () => {
    const server = await publisher(robotsTxt("User-agent: chinaaitalentmonitor", "Disallow: /", "Allow: /data/"));
    const at = new Date("2026-11-23T12:00:00Z");
    const urls = [`${server.url}/data/a`, `${server.url}/data/b`, `${server.url}/c`];
    const { exchanges, ended, visits } = await testOutboundClient([server], { clock: () => at }).fetch(testSource(requests(...urls)));
    expect([exchanges.length, server.hits()]).toEqual([2, 2]);
    expect(ended).toMatchObject([{ url: `${server.url}/c`, outcome: "blocked_by_robots" }]);
    expect(visits).toEqual([
      { origin: server.url, robots: "robots.txt line 3, Allow: /data/", checkedAt: at.toISOString(), delayMs: 0, requests: 2 },
    ]);
  });
  it.each([
    [404, "nothing here", {}, []],
    [410, "", {}, []],
    [200, "", {}, []],
    [401, "who are you", {}, [{ outcome: "blocked_by_site", retry: false }]],
    [403, "", {}, [{ outcome: "blocked_by_site", retry: false }]],
    [200, "<html><title>Just a moment...</title></html>", { "content-type": "text/html" }, [{ outcome: "blocked_by_site", retry: false }]],
    [404, "<html></html>", { "cf-mitigated": "challenge" }, [{ outcome: "blocked_by_site", retry: false }]],
    [500, "broken", {}, [{ outcome: "unreachable", retry: true }]],
    [503, "away", {}, [{ outcome: "unreachable", retry: true }]],
    [304, "", {}, [{ outcome: "unreachable", retry: true }]],
  ] as const)("answering %i %j: the page is asked for only if nothing speaks against it", async (status, body, headers, ended) => {
    const server = await publisher(respondWith(status, body, headers));
    const round = await look(server);
    expect(round.ended).toMatchObject([...ended]);
    expect(server.hits()).toBe(ended.length === 0 ? 1 : 0);
  });
  it("that is cut off, or of an unreachable host, allows nothing either", async () => {
    const server = await publisher((request) => void request.socket.destroy());
    expect((await look(server)).ended).toMatchObject([
      { outcome: "unreachable", retry: true, message: expect.stringContaining("robots.txt") },
    ]);
    expect(server.hits()).toBe(0);
    await server.close();
    opened.splice(opened.indexOf(server), 1);
    expect((await look(server)).ended).toMatchObject([{ outcome: "unreachable", retry: true }]);
  });
  it("may be behind five redirects, also on another host, and applies to the requested host", async () => {
    const away = await publisher(robotsTxt("User-agent: *", "Disallow: /secret"));
    const hops = (limit: number): RequestListener => {
      let hop = 0;
      return (_request, response) =>
        void response.writeHead(301, { location: ++hop < limit ? "/robots.txt" : `${away.url}/robots.txt` }).end();
    };
    for (const [limit, path, outcomes] of [
      [5, "/secret/x", ["blocked_by_robots"]],
      [5, "/open", []],
      [6, "/open", ["unreachable"]],
    ] as const) {
      const server = await publisher(hops(limit));
      const { ended } = await testOutboundClient([server, away]).fetch(testSource({ url: server.url + path }));
      expect(ended.map((one) => one.outcome)).toEqual(outcomes);
    }
  });
  it("longer than 500 KiB counts up to there, whole lines only", async () => {
    const filler = `${"# filler".padEnd(1023, ".")}\n`.repeat(499);
    const server = await publisher(
      robotsTxt("User-agent: *", "Disallow: /near", `${filler}${"#".repeat(980)}`, "Disallow: /far-away", "Disallow: /x".repeat(200_000)),
    );
    const { ended } = await testOutboundClient([server]).fetch(
      testSource(requests(`${server.url}/near`, `${server.url}/far`, `${server.url}/xx`)),
    );
    expect(ended.map(({ url, outcome }) => [url, outcome])).toEqual([[`${server.url}/near`, "blocked_by_robots"]]);
  });
  it("is requested once a day, and again when the clock was set back", async () => {
    let asked = 0;
    const server = await publisher((_request, response) => void response.end(`User-agent: *\nDisallow: /${++asked > 1 ? "data" : "x"}`));
    let now = new Date("2026-11-23T12:00:00Z");
    const way = testOutboundClient([server], { clock: () => now });
    const go = async () => (await way.fetch(testSource({ url: `${server.url}/data` }))).ended.map((one) => one.outcome);
    expect(await go()).toEqual([]);
    now = new Date("2026-11-24T11:59:59Z");
    expect(await go()).toEqual([]);
    expect(asked).toBe(1);
    now = new Date("2026-11-24T12:00:00Z");
    expect(await go()).toEqual(["blocked_by_robots"]);
    now = new Date("2026-11-24T11:00:00Z");
    await go();
    expect(asked).toBe(3);
  });
  it("of the host a redirect leads to is obeyed as well", async () => {
    const target = await publisher(robotsTxt("User-agent: *", "Disallow: /"));
    const server = await publisher(undefined, respondWith(302, "", { location: `${target.url}/data` }));
    const { ended } = await testOutboundClient([server, target]).fetch(testSource({ url: server.url }));
    expect(ended).toMatchObject([{ outcome: "blocked_by_robots" }]);
    expect(target.hits()).toBe(0);
  });
});

describe("the pace", () => {
  async function gaps(
    robots: RequestListener | undefined,
    more: Partial<Source>,
    hosts?: (authority: string) => Source["hosts"],
  ): Promise<number[]> {
    const at: number[] = [];
    const server = await publisher(robots, (_request, response) => {
      at.push(performance.now());
      response.end(TABLE);
    });
    const facts = {
      ...requests(`${server.url}/1`, `${server.url}/2`, `${server.url}/3`),
      ...more,
      ...(hosts ? { hosts: hosts(server.authority) ?? {} } : {}),
    };
    await testOutboundClient([server]).fetch(testSource(facts));
    return at.slice(1).map((time, index) => time - (at[index] ?? 0));
  }
  it("is the source's own where it declares one", async () => {
    for (const gap of await gaps(undefined, {}, (authority) => ({ [authority]: { pauseSeconds: 0.3 } })))
      expect(gap).toBeGreaterThanOrEqual(299);
  });
  it("is the site's Crawl-delay where that is longer", async () => {
    for (const gap of await gaps(robotsTxt("User-agent: *", "Crawl-delay: 0.3"), {})) expect(gap).toBeGreaterThanOrEqual(299);
  });
  it("observes a host's cooldown, for other sources too, and reports until when", async () => {
    const server = await publisher(undefined, respondWith(429, "slow down", { "retry-after": "600" }));
    const now = new Date("2026-11-23T12:00:00Z");
    const way = testOutboundClient([server], { clock: () => now });
    const first = await way.fetch(testSource(requests(`${server.url}/1`, `${server.url}/2`)));
    const second = await way.fetch(testSource({ url: `${server.url}/3` }));
    expect(server.hits()).toBe(1);
    const ends = [...first.ended, ...second.ended];
    expect(ends).toHaveLength(3);
    for (const end of ends) {
      expect(end).toMatchObject({ outcome: "blocked_by_site", retry: true });
      const wait = (end.notBefore?.getTime() ?? 0) - now.getTime();
      // What passes of it while this test runs is gone; the clock stands still.
      expect(wait).toBeLessThanOrEqual(600_000);
      expect(wait).toBeGreaterThan(500_000);
    }
  });
  it("stops at a site that sends a 429 without Retry-After, and does not retry before the next slot", async () => {
    const server = await publisher(undefined, respondWith(429, "slow down"));
    const { ended } = await testOutboundClient([server]).fetch(
      testSource(requests(`${server.url}/1`, `${server.url}/2`, `${server.url}/3`)),
    );
    expect(ended.map(({ outcome, retry }) => [outcome, retry])).toEqual(Array(3).fill(["blocked_by_site", false]));
    expect(server.hits()).toBe(1);
  });
  it("is the same when robots.txt itself requests a cooldown", async () => {
    let asked = 0;
    const server = await publisher((_request, response) => {
      asked++;
      response.writeHead(429, { "retry-after": "600" }).end("slow down");
    });
    const { ended } = await testOutboundClient([server]).fetch(testSource(requests(`${server.url}/1`, `${server.url}/2`)));
    expect(ended.map(({ outcome, retry, notBefore }) => [outcome, retry, notBefore !== null])).toEqual(
      Array(2).fill(["blocked_by_site", true, true]),
    );
    expect([asked, server.hits()]).toEqual([1, 0]);
  });
  it("goes on after a short cooldown without ending the run", async () => {
    let asked = 0;
    const server = await publisher(undefined, (_request, response) =>
      ++asked === 1 ? void response.writeHead(503, { "retry-after": "1" }).end() : void response.end(TABLE),
    );
    const { exchanges, ended } = await testOutboundClient([server]).fetch(testSource(requests(`${server.url}/1`, `${server.url}/2`)));
    expect(exchanges).toHaveLength(1);
    expect(ended).toMatchObject([{ outcome: "unreachable", retry: true }]);
  });
});

describe("links of a landing page", () => {
  it("are followed to declared hosts only", async () => {
    const other = await publisher();
    const cdn = await publisher();
    const server = await publisher(undefined, (_request, response) =>
      response.end([`${server.url}/a`, `${other.url}/b`, `${cdn.url}/c`, "http://169.254.169.254/latest"].join("\n")),
    );
    const source = testSource({ landing: `${server.url}/landing`, hosts: { [cdn.authority]: {} } });
    const { ended } = await testOutboundClient([server, other, cdn]).fetch(source);
    expect(ended.map(({ url, outcome }) => [url, outcome])).toEqual([
      [`${other.url}/b`, "layout_changed"],
      ["http://169.254.169.254/latest", "layout_changed"],
    ]);
    expect([server.hits(), other.hits(), cdn.hits()]).toEqual([2, 0, 1]);
  });
  it("by the thousand are followed not at all", async () => {
    const server = await publisher(undefined, (_request, response) =>
      response.end(Array.from({ length: 601 }, (_, index) => `${server.url}/${index}`).join("\n")),
    );
    const { ended } = await look(server, "/landing").then(() =>
      testOutboundClient([server]).fetch(testSource({ landing: `${server.url}/landing` })),
    );
    expect(ended).toMatchObject([{ outcome: "layout_changed", message: expect.stringContaining("601") }]);
    expect(server.hits()).toBe(2);
  });
});

describe("our name", () => {
  it("names a contact address only where that can be reached", () => {
    expect(userAgent("https://monitor.example")).toBe("ChinaAITalentMonitor/1.0 (+https://monitor.example/sources)");
    for (const home of ["http://localhost:3000", "http://127.0.0.1:3000", "http://[::1]:3000"])
      expect(userAgent(home)).toBe("ChinaAITalentMonitor/1.0");
  });
});

describe("a host store in memory", () => {
  it("leases a host to one at a time, and again after the pause", async () => {
    const book = memoryHostStore(() => new Date(0));
    expect(await book.claim("a", 50)).toEqual({ kind: "yours" });
    expect(await book.claim("a", 50)).toMatchObject({ kind: "wait" });
    expect(await book.claim("b", 50)).toEqual({ kind: "yours" });
    await book.release("a", null);
    expect(await book.claim("a", 60_000)).toMatchObject({ kind: "wait" });
    expect(await book.claim("a", 0)).toEqual({ kind: "yours" });
  });
});
