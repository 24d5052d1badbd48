import type { RequestListener } from "node:http";
import type { Source } from "@talent/sources/define-source";
import { type LiveFetchParts, type OutboundClient, openOutboundClient } from "../src/fetch/live.ts";
import { type LocalServer, localServer } from "./http-server.ts";
import { testParser } from "./source.ts";

// Publishers and a way to them, for tests of fetching.

/** What a test opened; one that closes something itself takes it out. */
export const opened: { close(): Promise<void> }[] = [];

export const TABLE = "year,heads\n2024,7\n";
/** A server with this fixed response. */
export const respondWith =
  (status: number, body = "", headers: Record<string, string> = {}): RequestListener =>
  (_request, response) =>
    void response.writeHead(status, headers).end(body);
/** A robots.txt of these lines. */
export const robotsTxt = (...lines: string[]): RequestListener => respondWith(200, lines.join("\n"), { "content-type": "text/plain" });

/** A publisher on 127.0.0.1, closed by `closeAll`. */
export async function publisher(robots?: RequestListener, answer: RequestListener = respondWith(200, TABLE)): Promise<LocalServer> {
  const server = await localServer(answer, "127.0.0.1", robots);
  opened.push(server);
  return server;
}

/** The agent of a worker that may request these servers; closed by `closeAll`. */
export function testOutboundClient(servers: readonly LocalServer[], more: Partial<LiveFetchParts> = {}): OutboundClient {
  const way = openOutboundClient({
    clock: () => new Date(),
    publicUrl: "https://monitor.example",
    validators: async () => ({}),
    discover: testParser().discover,
    pauseMs: 1,
    allow: servers.map((server) => server.authority),
    ...more,
  });
  opened.push(way);
  return way;
}
export const requests = (...urls: string[]): Pick<Source, "requests"> => ({ requests: urls.map((url) => ({ url, accept: "text/csv" })) });

export async function closeAll(): Promise<void> {
  await Promise.all(opened.splice(0).map((one) => one.close()));
}
