import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, inject, it } from "vitest";
import { followRedirects, rawRequest } from "./testing/raw-request.ts";

const site = inject("site");
const WEB = join(dirname(fileURLToPath(import.meta.url)), "..");
const FILES = globSync("**/{page.tsx,route.ts}", { cwd: join(WEB, "src/app") }).sort();
const STAND_INS = ["/invalid-date", "/nothing-here", "/unavailable"];

type Ask = { readonly method: string; readonly path: string };

/** What nobody may get of a page or route, whoever asks and however. */
function refusedOf(file: string): Ask[] {
  const folder = dirname(file) === "." ? "" : dirname(file);
  const path = `/${folder}`.replace(/\[[^/]+\]+/g, "no-such-thing");
  const nothing = folder.includes("[") || STAND_INS.includes(path) ? [{ method: "GET", path }] : [];
  if (file.endsWith("page.tsx")) return [...nothing, { method: "GET", path: `${path}?as_of=nonsense` }];
  const answers = readFileSync(join(WEB, "src/app", file), "utf8");
  const posts = /export (const|async function|function) POST\b/.test(answers);
  const gets = /export (const|async function|function) GET\b/.test(answers);
  return [
    ...nothing,
    { method: "DELETE", path },
    ...(gets ? [{ method: "GET", path: `${path}?colour=red` }] : [{ method: "GET", path }]),
    ...(posts ? [] : [{ method: "POST", path }]),
    // Without a token or a cookie; anybody may sign out.
    ...(path.startsWith("/api/v1/operator/") && !path.endsWith("/sign-out") ? [{ method: gets ? "GET" : "POST", path }] : []),
  ];
}

const BUILD = readFileSync(join(WEB, ".next/BUILD_ID"), "utf8").trim();
const HEADERS: readonly Readonly<Record<string, string>>[] = [
  { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" },
  { "x-middleware-subrequest": "src/proxy:src/proxy:src/proxy:src/proxy:src/proxy" },
  { "x-middleware-subrequest": "src/middleware:src/middleware:src/middleware:src/middleware:src/middleware" },
  { rsc: "1" },
  { rsc: "1", "next-router-prefetch": "1" },
  { rsc: "1", "next-router-prefetch": "1", "next-router-segment-prefetch": "/_tree" },
  { purpose: "prefetch", "x-middleware-prefetch": "1" },
  { "x-nextjs-data": "1" },
  { "x-middleware-next": "1", "x-middleware-rewrite": "/about" },
  { "x-matched-path": "/about", "x-invoke-path": "/about", "x-invoke-status": "200", "x-now-route-matches": "1=about" },
  { "x-original-url": "/about", "x-rewrite-url": "/about" },
  { "x-http-method-override": "GET" },
];

/** Other ways to write the same address, or nearly. */
function disguisedPaths(path: string): string[] {
  const [bare = "", query = ""] = path.split("?");
  const search = query ? `?${query}` : "";
  const first = bare.charCodeAt(1).toString(16);
  return [
    `${bare}.rsc${search}`,
    `${bare}.segments/_tree.segment.rsc${search}`,
    `${bare}${query ? `?${query}&` : "?"}_rsc=abc12`,
    `/_next/data/${BUILD}${bare === "/" ? "/index" : bare}.json${search}`,
    ...(bare === "/" ? [] : [`/%${first}${bare.slice(2)}${search}`, `${bare}%2f${search}`, `${bare}%00${search}`, `${bare};x${search}`]),
    `/.${bare}${search}`,
    `/x/..${bare}${search}`,
    `/x/%2e%2e${bare}${search}`,
    `/${bare}${search}`,
    ...(bare.endsWith("/") ? [] : [`${bare}/${search}`]),
    `${bare.toUpperCase()}${search}`,
  ];
}

describe("what is refused", () => {
  it("is found for every page and route there is", () => {
    expect(FILES.length).toBeGreaterThan(20);
    expect(FILES.filter((file) => refusedOf(file).length === 0)).toEqual([]);
  });

  it.each(FILES)("of %s stays refused, whatever headers come along and however the address is written", async (file) => {
    for (const { method, path } of refusedOf(file)) {
      const otherwise = [
        ...HEADERS.map((headers) => ({ path, headers })),
        ...disguisedPaths(path).map((other) => ({ path: other, headers: {} })),
      ];
      const asked = [{ path, headers: {} }, ...otherwise];
      const answers = asked.map(async (ask) => ({
        method,
        ...ask,
        status: (await followRedirects(site, method, ask.path, ask.headers)).status,
      }));
      expect((await Promise.all(answers)).filter(({ status }) => status < 400 || status >= 500)).toEqual([]);
    }
  });

  it.each(FILES.filter((file) => file.endsWith("page.tsx")))("of %s is a call of a server action", async (file) => {
    const path = `/${dirname(file) === "." ? "" : dirname(file)}`.replace(/\[[^/]+\]/g, "no-such-thing");
    const headers = { "next-action": "00".repeat(20), "content-type": "text/plain;charset=UTF-8" };
    expect((await rawRequest(site, "POST", path, headers)).status).toBeGreaterThanOrEqual(400);
  });
});

describe("an address that no character begins with", () => {
  it.each(["/api/v1/claims/%E0%A4%A", "/api/%", "/api/v1/series?indicator=%E0%A4%A", "/feeds/claims/%E0%A4%A.atom"])(
    "is refused at %s with a problem document",
    async (path) => {
      const { status, headers, body } = await rawRequest(site, "GET", path);
      expect([status === 400 || status === 404, headers["content-type"]]).toEqual([true, "application/problem+json; charset=utf-8"]);
      expect(JSON.parse(body).status).toBe(status);
    },
  );

  it.each(["/claims/%E0%A4%A", "/evidence/%E0%A4%A", "/indicators/%E0%A4%A", "/sources/%E0%A4%A", "/%E0%A4%A", "/%"])(
    "is nothing at %s, and the page says so without script",
    async (path) => {
      const { status, body } = await rawRequest(site, "GET", path);
      expect([status, body.includes("There is nothing at this address")]).toEqual([404, true]);
    },
  );
});

describe("a method that a route has not", () => {
  it.each(["POST", "PUT", "PATCH", "DELETE"])("like %s is refused with a problem document that says what is answered", async (method) => {
    for (const path of [
      "/api/v1/claims",
      "/api/v1/claims/graduate-growth",
      "/api/v1/changes",
      "/api/health",
      "/metrics",
      "/feeds/changes.atom",
    ]) {
      const { status, headers, body } = await rawRequest(site, method, path);
      expect([path, status, headers.allow, headers["content-type"]]).toEqual([
        path,
        405,
        "GET, HEAD, OPTIONS",
        "application/problem+json; charset=utf-8",
      ]);
      expect(JSON.parse(body)).toMatchObject({ status: 405, title: "Method not allowed" });
    }
    const { status, headers } = await rawRequest(site, method, "/feeds/nonsense");
    expect([status, headers["content-type"]]).toEqual([404, "application/problem+json; charset=utf-8"]);
  });

  it("leaves HEAD and OPTIONS as they are", async () => {
    for (const path of ["/api/v1/claims", "/metrics", "/feeds/changes.atom"]) {
      const head = await rawRequest(site, "HEAD", path);
      expect([path, head.status, head.body]).toEqual([path, 200, ""]);
      const options = await rawRequest(site, "OPTIONS", path);
      expect([path, options.status]).toEqual([path, 204]);
      expect(options.headers.allow).toContain("GET");
    }
  });
});

describe("a page that stands in for others", () => {
  it.each(STAND_INS)("is nothing at its own address %s", async (path) => {
    const { status, body, headers } = await rawRequest(site, "GET", path);
    expect([status, body.includes("There is nothing at this address")]).toEqual([404, true]);
    expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
  });

  it("still stands in for them, with its status", async () => {
    expect((await rawRequest(site, "GET", "/?as_of=nonsense")).body).toContain("That date cannot be read");
    expect((await rawRequest(site, "GET", "/claims/no-such-claim")).body).toContain("There is nothing at this address");
  });

  it.each(["/indicators/no-such-indicator", "/sources/no-such-source"])("does so for %s without script", async (path) => {
    const { status, body } = await rawRequest(site, "GET", path);
    expect([status, body.includes("There is nothing at this address")]).toEqual([404, true]);
  });
});

describe("an address beside those for programs", () => {
  it.each(["/metricsx", "/metrics/x", "/iconx", "/icon.svgx", "/apis"])("like %s keeps the policy of pages", async (path) => {
    const { status, headers } = await rawRequest(site, "GET", path);
    expect(status).toBe(404);
    expect(headers["content-security-policy"]).toContain("default-src 'none'");
  });
});
