import type { RequestListener } from "node:http";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { type LocalServer, localServer } from "../../../testing/http-server.ts";
import { guardedAgent } from "./connect.ts";
import type { Unreachable } from "./errors.ts";
import { fetchExchange, type OutboundRequest } from "./request.ts";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function publisher(answer: RequestListener): Promise<LocalServer> {
  const server = await localServer(answer);
  open.push(server);
  return server;
}

function get(
  server: LocalServer,
  wanted: Partial<OutboundRequest> = {},
  more: { also?: LocalServer; deadlineMs?: number; signal?: AbortSignal } = {},
) {
  const agent = guardedAgent({ allow: [server.authority, ...(more.also ? [more.also.authority] : [])] });
  open.push({ close: () => agent.destroy() });
  const context = {
    agent,
    userAgent: "monitor/1 (+https://example.org/about)",
    licence: "test",
    clock: () => new Date("2026-01-02T03:04:05Z"),
  };
  return fetchExchange({ url: server.url, accept: "text/csv", ...wanted }, { ...context, ...more });
}
const failure = (promise: Promise<unknown>): Promise<Unreachable> =>
  promise.then(
    () => new Error("answered"),
    (error) => error,
  ) as Promise<Unreachable>;

describe("one exchange", () => {
  it("stores the decoded bytes, their digest, the status and the headers that matter", async () => {
    const server = await publisher((request, response) => {
      response.writeHead(200, { "content-type": "text/csv", "content-encoding": "gzip", etag: '"v1"', "set-cookie": "secret=1" });
      response.end(gzipSync(`${request.headers["user-agent"]}|${request.headers.accept}`));
    });
    const exchange = await get(server);
    expect(Buffer.from(exchange.body).toString()).toBe("monitor/1 (+https://example.org/about)|text/csv");
    expect(exchange).toMatchObject({
      status: 200,
      method: "GET",
      capturedAt: "2026-01-02T03:04:05.000Z",
      fidelity: "verbatim",
      licence: "test",
    });
    expect(exchange.headers).toMatchObject({ "content-type": "text/csv", etag: '"v1"' });
    expect(exchange.headers).not.toHaveProperty("set-cookie");
    expect(exchange.sha256).toMatch(/^[0-9a-f]{64}$/);
  });
  it("requests only what changed since the stored copy", async () => {
    const server = await publisher((request, response) =>
      response.writeHead(request.headers["if-none-match"] === '"v1"' ? 304 : 200).end(),
    );
    expect((await get(server, { validators: { etag: '"v1"' } })).status).toBe(304);
    expect((await get(server)).status).toBe(200);
  });
  it("never stores a key that stood in the URL", async () => {
    const server = await publisher((_request, response) => response.end("x"));
    expect((await get(server, { url: `${server.url}/?api_key=s3cret&q=1` })).url).toBe(`${server.url}/?api_key=redacted&q=1`);
  });
  it("drops credentials when a redirect leaves the origin, and keeps them inside", async () => {
    const seen: (string | undefined)[] = [];
    const target = await publisher((request, response) => {
      seen.push(request.headers.authorization);
      response.end("there");
    });
    const server = await publisher((request, response) => {
      seen.push(request.headers.authorization);
      if (request.url === "/") response.writeHead(301, { location: "/second" }).end();
      else response.writeHead(307, { location: target.url }).end();
    });
    const exchange = await get(server, { headers: { authorization: "Bearer s3cret" } }, { also: target });
    expect(seen).toEqual(["Bearer s3cret", "Bearer s3cret", undefined]);
    expect(exchange).toMatchObject({ url: server.url, note: `answered by ${target.url}/` });
  });
  it("follows five redirects and refuses the sixth", async () => {
    const server = await publisher((request, response) => {
      const left = Number(request.url?.slice(1) || "0");
      if (left === 0) response.end("arrived");
      else response.writeHead(302, { location: `/${left - 1}` }).end();
    });
    expect((await get(server, { url: `${server.url}/5` })).status).toBe(200);
    expect(await failure(get(server, { url: `${server.url}/6` }))).toMatchObject({ reason: "too_many_redirects" });
  });
  it("refuses a redirect to a file", async () => {
    const server = await publisher((_request, response) => response.writeHead(302, { location: "file:///etc/passwd" }).end());
    expect(await failure(get(server))).toMatchObject({ reason: "forbidden_url" });
  });
});

describe("a body that would not end", () => {
  const bombs: [string, string, Buffer][] = [
    ["gzip", "gzip", gzipSync(Buffer.alloc(50_000_000))],
    ["brotli", "br", brotliCompressSync(Buffer.alloc(50_000_000))],
    ["doubly packed", "gzip, br", brotliCompressSync(gzipSync(Buffer.alloc(50_000_000)))],
  ];
  it.each(bombs)("cuts a %s bomb at the cap", async (_name, coding, bomb) => {
    const server = await publisher((_request, response) => response.writeHead(200, { "content-encoding": coding }).end(bomb));
    expect(bomb.length).toBeLessThan(60_000);
    expect(await failure(get(server, { maxBytes: 1_000_000 }))).toMatchObject({ reason: "too_large" });
  });
  it("takes a body of exactly the cap and refuses one byte more", async () => {
    const server = await publisher((request, response) => response.end(Buffer.alloc(Number(request.url?.slice(1)))));
    expect((await get(server, { url: `${server.url}/1000`, maxBytes: 1000 })).body.length).toBe(1000);
    expect(await failure(get(server, { url: `${server.url}/1001`, maxBytes: 1000 }))).toMatchObject({ reason: "too_large" });
  });
  it("cuts endless chunks at the cap", async () => {
    const server = await publisher((_request, response) => {
      const timer = setInterval(() => response.write(Buffer.alloc(65_536)), 1);
      response.on("close", () => clearInterval(timer));
    });
    expect(await failure(get(server, { maxBytes: 500_000 }))).toMatchObject({ reason: "too_large" });
  });
  it("cuts one byte a second at the deadline", async () => {
    const server = await publisher((_request, response) => {
      const timer = setInterval(() => response.write("x"), 20);
      response.on("close", () => clearInterval(timer));
    });
    expect(await failure(get(server, {}, { deadlineMs: 300 }))).toMatchObject({ reason: "deadline" });
  });
  it("cuts headers that never come at the deadline", async () => {
    const server = await publisher(() => undefined);
    expect(await failure(get(server, {}, { deadlineMs: 200 }))).toMatchObject({ reason: "deadline" });
  });
  it("reports an abort instead of calling the site unreachable", async () => {
    const server = await publisher(() => undefined);
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 50);
    expect(await failure(get(server, {}, { signal: stop.signal }))).toMatchObject({ name: "Interrupted" });
  });
});

describe("a connection that fails", () => {
  it("names a refused connection", async () => {
    const server = await publisher(() => undefined);
    await server.close();
    open.pop();
    expect(await failure(get(server))).toMatchObject({ reason: "refused" });
  });
  it("names a reset in the middle of the body", async () => {
    const server = await publisher((_request, response) => {
      response.writeHead(200, { "content-length": "1000" });
      response.write("half", () => response.destroy());
    });
    expect(await failure(get(server))).toMatchObject({ reason: "reset" });
  });
  it("does not accept a short body as complete when Content-Length differs", async () => {
    const server = await publisher((_request, response) => {
      response.socket?.end("HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\nonly this");
    });
    expect(await failure(get(server))).toMatchObject({ reason: "reset" });
  });
  it("names a body that does not match its coding, and an unknown coding", async () => {
    const liar = await publisher((_request, response) => response.writeHead(200, { "content-encoding": "gzip" }).end("not gzip"));
    expect(await failure(get(liar))).toMatchObject({ reason: "undecodable" });
    const odd = await publisher((_request, response) => response.writeHead(200, { "content-encoding": "constructor" }).end("x"));
    expect(await failure(get(odd))).toMatchObject({ reason: "undecodable" });
  });
  it("names a server without TLS", async () => {
    const server = await publisher((_request, response) => response.end("plain"));
    expect(await failure(get(server, { url: server.url.replace("http:", "https:") }))).toMatchObject({ reason: "tls" });
  });
  it("refuses headers without end", async () => {
    const server = await publisher((_request, response) => {
      response.socket?.write("HTTP/1.1 200 OK\r\n");
      for (let n = 0; n < 2000; n++) response.socket?.write(`x-${n}: ${"y".repeat(200)}\r\n`);
    });
    expect(await failure(get(server))).toMatchObject({ reason: "too_large" });
  });
});
