import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export type LocalServer = { readonly url: string; readonly authority: string; readonly hits: () => number; close(): Promise<void> };

/**
 * A publisher on 127.0.0.1 for tests. `authority` is what a guarded agent must allow. Without `robots` it has no robots.txt;
 * requests for it are no hits.
 */
export async function localServer(
  answer: RequestListener,
  address = "127.0.0.1",
  robots: RequestListener = noRobots,
): Promise<LocalServer> {
  let hits = 0;
  const server: Server = createServer((request, response) => {
    if (request.url === "/robots.txt") return robots(request, response);
    hits++;
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, address, resolve));
  const { port } = server.address() as AddressInfo;
  const host = address.includes(":") ? `[${address}]` : address;
  return {
    url: `http://${host}:${port}`,
    authority: `${address}:${port}`,
    hits: () => hits,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

const noRobots: RequestListener = (_request, response) => void response.writeHead(404).end("no such file");
