import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Source } from "@talent/sources/define-source";
import { afterEach, describe, expect, it } from "vitest";
import { closeAll, publisher, respondWith, TABLE, testOutboundClient } from "../../testing/outbound-fetch.ts";
import { testSource } from "../../testing/source.ts";

afterEach(closeAll);

describe("a request with a key", () => {
  const KEY = "k3y/with+odd&characters";
  const secretOf = (name: string): string | undefined => (name === "SOURCE_TEST_KEY" ? KEY : undefined);
  const keyed = (url: string, more = {}): Source =>
    testSource({
      requests: [
        {
          url: `${url}/data?registration={SOURCE_TEST_KEY}&q=1`,
          accept: "text/csv",
          headers: { "X-Key": "Key {SOURCE_TEST_KEY}" },
          ...more,
        },
      ],
    });
  it("sends it and never stores it", async () => {
    const seen: IncomingMessage[] = [];
    const server = await publisher(undefined, (request, response) => {
      seen.push(request);
      response.writeHead(200, { link: `<${request.url}>; rel=self`, "content-location": request.url ?? "" }).end(TABLE);
    });
    const round = await testOutboundClient([server], { secretOf }).fetch(keyed(server.url));
    expect(seen[0]?.headers["x-key"]).toBe(`Key ${KEY}`);
    expect(new URL(seen[0]?.url ?? "", server.url).searchParams.get("registration")).toBe(KEY);
    expect(round.exchanges[0]?.url).toBe(`${server.url}/data?registration=redacted&q=1`);
    const kept = JSON.stringify(round);
    for (const form of [KEY, encodeURIComponent(KEY)]) expect(kept).not.toContain(form);
  });
  it("stores no response that repeats it", async () => {
    const server = await publisher(undefined, respondWith(200, `${TABLE}your key is ${KEY}`));
    const { exchanges, ended } = await testOutboundClient([server], { secretOf }).fetch(keyed(server.url));
    expect(exchanges).toEqual([]);
    expect(ended).toMatchObject([{ outcome: "contract_violation" }]);
    expect(JSON.stringify(ended)).not.toContain(KEY);
  });
  it("is not sent when the key is not there, nor with any other variable of the environment", async () => {
    const server = await publisher();
    expect((await testOutboundClient([server], { secretOf: () => undefined }).fetch(keyed(server.url))).ended).toMatchObject([
      {
        outcome: "blocked_by_site",
        retry: false,
        message: expect.stringContaining("SOURCE_TEST_KEY"),
        url: `${server.url}/data?registration=redacted&q=1`,
      },
    ]);
    expect(server.hits()).toBe(0);
    const asked: string[] = [];
    const peeking = testSource({ requests: [{ url: `${server.url}/?q={DATABASE_URL}`, accept: "*/*" }] });
    await testOutboundClient([server], { secretOf: (name) => void asked.push(name) as undefined }).fetch(peeking);
    expect(asked).toEqual([]);
  });
  it("does not take it to another site", async () => {
    const seen: IncomingMessage["headers"][] = [];
    const target = await publisher(undefined, (request, response) => {
      seen.push(request.headers);
      response.end(TABLE);
    });
    const server = await publisher(undefined, respondWith(307, "", { location: `${target.url}/there` }));
    await testOutboundClient([server, target], { secretOf }).fetch(keyed(server.url));
    expect(seen).toHaveLength(1);
    expect(seen[0]).not.toHaveProperty("x-key");
    expect(seen[0]?.["user-agent"]).toContain("ChinaAITalentMonitor");
    const posting = await testOutboundClient([server, target], { secretOf }).fetch(
      keyed(server.url, { method: "POST", body: "key={SOURCE_TEST_KEY}" }),
    );
    expect(posting.ended).toMatchObject([{ outcome: "unreachable" }]);
    expect(seen).toHaveLength(1);
  });
  it("may post a body, identified by a digest", async () => {
    let body = "";
    const server = await publisher(undefined, (request, response) => {
      request.setEncoding("utf8").on("data", (chunk) => {
        body += chunk;
      });
      request.on("end", () => response.end(TABLE));
    });
    const template = '{"years":[2024],"key":"{SOURCE_TEST_KEY}"}';
    const { exchanges } = await testOutboundClient([server], { secretOf }).fetch(
      keyed(server.url, { method: "POST", body: template, headers: { "content-type": "application/json" } }),
    );
    expect(JSON.parse(body)).toEqual({ years: [2024], key: KEY });
    const shown = createHash("sha256").update(template.replace("{SOURCE_TEST_KEY}", "redacted")).digest("hex");
    expect(exchanges[0]).toMatchObject({ method: "POST", requestSha256: shown });
  });
});
