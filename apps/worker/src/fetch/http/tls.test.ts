import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { testCertificate } from "../../../testing/certificate.ts";
import { guardedAgent } from "./connect.ts";
import type { Unreachable } from "./errors.ts";
import { fetchExchange } from "./request.ts";

const DAY = 86_400_000;
const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
});

/** Requests from a server with a certificate valid between these days from now, trusted unless `trusted` is false. */
async function ask(fromDay: number, untilDay: number, trusted = true): Promise<number | Unreachable> {
  const shown = testCertificate(new Date(Date.now() + fromDay * DAY), new Date(Date.now() + untilDay * DAY));
  const server = createServer(shown, (_request, response) => response.end("secret enough"));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const authority = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const agent = guardedAgent({ allow: [authority], ...(trusted ? { ca: shown.cert } : {}) });
  const context = { agent, userAgent: "test", licence: "none", clock: () => new Date(0) };
  const answer = await fetchExchange({ url: `https://${authority}/`, accept: "*/*" }, context).then(
    ({ status }) => status,
    (error: Unreachable) => error,
  );
  await agent.close();
  return answer;
}

describe("a publisher's certificate", () => {
  it("is accepted while it is valid", async () => expect(await ask(-1, 1)).toBe(200));
  it("that ran out yesterday makes the site unreachable, for that reason", async () =>
    expect(await ask(-30, -1)).toMatchObject({
      name: "Unreachable",
      reason: "tls",
      message: expect.stringMatching(/certificate has expired/),
    }));
  it("that begins tomorrow does the same", async () =>
    expect(await ask(1, 30)).toMatchObject({ name: "Unreachable", reason: "tls", message: expect.stringMatching(/not yet valid/) }));
  it("of an unknown issuer does the same", async () =>
    expect(await ask(-1, 1, false)).toMatchObject({ name: "Unreachable", reason: "tls", message: expect.stringMatching(/self-signed/) }));
});
