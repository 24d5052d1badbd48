import { existsSync } from "node:fs";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { join } from "node:path";
import type { Exchange } from "@talent/core/capture/capture";
import { readCapture } from "@talent/sources/parse/read-capture";
import { Agent } from "undici";
import { normalizeUrl } from "../src/fetch/recordings.ts";
import { ROOT } from "../src/process/paths.ts";

// The publishers of the world on 127.0.0.1, for tests of sources as they are: real names, real paths, recorded bytes.

export type PublisherRequest = { readonly url: string; readonly headers: IncomingHttpHeaders };
export type PublisherAnswer = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
};

export type Publishers = {
  /** Leads every request, whatever its host, to this machine. TLS is left out: its own tests are beside the connector. */
  readonly agent: Agent;
  /** What was requested since the last call, robots.txt included. */
  asked(): PublisherRequest[];
  close(): Promise<void>;
};

/** Two servers, one for each scheme, that answer for all hosts. */
export async function startPublishers(answer: (asked: PublisherRequest) => PublisherAnswer): Promise<Publishers> {
  const asked: PublisherRequest[] = [];
  const listening = async (scheme: string): Promise<Server> => {
    const server = createServer((request, response) => {
      const one = { url: `${scheme}//${request.headers.host}${request.url}`, headers: request.headers };
      asked.push(one);
      const { status, headers = {}, body = "" } = answer(one);
      response.writeHead(status, headers).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return server;
  };
  const servers = { "http:": await listening("http:"), "https:": await listening("https:") };
  const agent = new Agent({
    connect: ({ protocol }, callback) => {
      const { port } = servers[protocol === "https:" ? protocol : "http:"].address() as AddressInfo;
      const socket = connect(port, "127.0.0.1");
      socket.once("connect", () => callback(null, socket)).once("error", (error) => callback(error, null));
    },
  });
  return {
    agent,
    asked: () => asked.splice(0),
    async close() {
      await agent.close();
      for (const server of Object.values(servers)) {
        server.closeAllConnections();
        await new Promise<void>((resolve) => server.close(() => resolve()));
      }
    },
  };
}

const FIXTURES = join(ROOT, "packages/sources/src");
const CAPTURES = join(ROOT, "../shared/captures");

/** The documents of a capture by their addresses: the publisher's own bytes where they are stored beside the repository, else the fixture's. */
export async function recorded(source: string, stamp: string, only: "any" | "fixture" = "any"): Promise<Map<string, Exchange>> {
  const places = [join(FIXTURES, source, "fixtures", stamp), ...(only === "any" ? [join(CAPTURES, source, stamp)] : [])];
  const captures = await Promise.all(places.filter((folder) => existsSync(folder)).map(readCapture));
  return new Map(captures.flatMap(({ exchanges }) => exchanges.map((exchange) => [normalizeUrl(exchange.url), exchange])));
}

/** A document as a server that knows of conditional requests answers for it. */
export function servedWith(etag: string, body: Uint8Array | string, type: string, { headers }: PublisherRequest): PublisherAnswer {
  if (headers["if-none-match"] === etag) return { status: 304, headers: { etag } };
  return { status: 200, headers: { "content-type": type, etag }, body };
}
