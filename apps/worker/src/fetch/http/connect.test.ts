import type { LookupFunction } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalServer, localServer } from "../../../testing/http-server.ts";
import { guardedAgent } from "./connect.ts";
import type { Unreachable } from "./errors.ts";
import { fetchExchange } from "./request.ts";

let secret: LocalServer;
beforeAll(async () => {
  secret = await localServer((_request, response) => response.end("internal"));
});
afterAll(() => secret.close());

const resolvesTo =
  (...answers: { address: string; family: number }[]): LookupFunction =>
  (_name, _options, callback) =>
    callback(null, answers);

async function refusal(url: string, options: Parameters<typeof guardedAgent>[0] = {}): Promise<Unreachable> {
  const agent = guardedAgent(options);
  const context = { agent, userAgent: "test (+https://example.org)", licence: "none", clock: () => new Date(0) };
  const error = await fetchExchange({ url, accept: "*/*" }, context).then(
    () => new Error("connected"),
    (thrown: Unreachable) => thrown,
  );
  await agent.close();
  return error as Unreachable;
}

describe("the guarded connector", () => {
  const port = (): string => new URL(secret.url).port;
  const forms = [
    "http://127.0.0.1:P/",
    "http://127.1:P/",
    "http://2130706433:P/",
    "http://0x7f000001:P/",
    "http://0x7f.0.0.1:P/",
    "http://0177.0.0.1:P/",
    "http://017700000001:P/",
    "http://127.0.0.1.:P/",
    "http://127.0.0.1%2e:P/",
    "http://①②⑦.⓪.⓪.①:P/",
    "http://１２７.０.０.１:P/",
    "http://127。0。0。1:P/",
    "http://0:P/",
    "http://0.0.0.0:P/",
    "http://[::]:P/",
    "http://[::1]:P/",
    "http://[::127.0.0.1]:P/",
    "http://[::ffff:127.0.0.1]:P/",
    "http://[::ffff:7f00:1]:P/",
    "http://[64:ff9b::7f00:1]:P/",
    "http://[2002:7f00:1::]:P/",
    "http://[fe80::1]:P/",
    "http://[fd00::1]:P/",
    "http://169.254.169.254/latest/meta-data/",
    "http://[fd00:ec2::254]/latest/meta-data/",
    "http://100.64.0.1:P/",
    "http://198.18.0.1:P/",
    "http://192.0.0.1:P/",
    "https://10.0.0.1:P/",
    "http://192.168.0.1:P/",
    "http://255.255.255.255:P/",
  ];
  it.each(forms)("opens no connection to %s", async (form) => {
    expect(await refusal(form.replace("P", port()))).toMatchObject({ reason: "forbidden_address" });
    expect(secret.hits()).toBe(0);
  });
  it.each([
    "http://user:pass@example.org/",
    "http://example.org@127.0.0.1/",
    "file:///etc/passwd",
    "FILE:///etc/passwd",
    "data:text/html,hi",
    "Ftp://example.org/",
    "javascript:1",
    "gopher://127.0.0.1/",
  ])("does not even try %s", async (form) => expect(await refusal(form)).toMatchObject({ reason: "forbidden_url" }));
  it("follows no name to the inside", async () => {
    const lookup = resolvesTo({ address: "127.0.0.1", family: 4 });
    expect(await refusal(`http://inside.example:${port()}/`, { lookup })).toMatchObject({ reason: "forbidden_address" });
    expect(await refusal(`http://localhost:${port()}/`)).toMatchObject({ reason: "forbidden_address" });
    expect(secret.hits()).toBe(0);
  });
  it("refuses a name with one forbidden address among good ones", async () => {
    const lookup = resolvesTo({ address: "93.184.216.34", family: 4 }, { address: "::ffff:127.0.0.1", family: 6 });
    expect(await refusal(`http://mixed.example:${port()}/`, { lookup })).toMatchObject({ reason: "forbidden_address" });
  });
  it("is not bypassed by a name that resolves differently the second time", async () => {
    let asked = 0;
    const allow = [secret.authority];
    const lookup: LookupFunction = (_name, _options, callback) =>
      callback(null, [{ address: asked++ === 0 ? "127.0.0.1" : "127.0.0.2", family: 4 }]);
    const first = await refusal(`http://rebind.example:${port()}/`, { lookup, allow });
    expect(first.message).toBe("connected");
    expect(await refusal(`http://rebind.example:${port()}/`, { lookup, allow })).toMatchObject({ reason: "forbidden_address" });
  });
  it("is not led inside by a redirect", async () => {
    const hits = secret.hits();
    const outside = await localServer((_request, response) =>
      response.writeHead(302, { location: `http://127.0.0.1:${port()}/admin` }).end(),
    );
    expect(await refusal(outside.url, { allow: [outside.authority] })).toMatchObject({ reason: "forbidden_address" });
    expect(outside.hits()).toBe(1);
    expect(secret.hits()).toBe(hits);
    await outside.close();
  });
  it("allows exactly the configured address and port", async () => {
    const other = await localServer((_request, response) => response.end("other"));
    expect((await refusal(secret.url, { allow: [secret.authority] })).message).toBe("connected");
    expect(await refusal(other.url, { allow: [secret.authority] })).toMatchObject({ reason: "forbidden_address" });
    await other.close();
  });
});
