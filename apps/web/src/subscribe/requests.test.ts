import { afterEach, describe, expect, it, vi } from "vitest";
import * as z from "zod";
import { requireSameOrigin } from "../http/handle-post.ts";
import { Problem } from "../http/problem.ts";
import { enforceRateLimit } from "../http/rate-limit.ts";
import { readFields, wantsHtml } from "../http/read-body.ts";
import { readFormQuery } from "./form/read-form-query.ts";

const post = (body: BodyInit, headers: Record<string, string> = {}) =>
  new Request("https://site.example/api/v1/subscriptions", { method: "POST", body, headers: { host: "site.example", ...headers } });
const bodyOf = (...names: string[]) => z.object(Object.fromEntries(names.map((name) => [name, z.unknown()])));
const FORM = { "content-type": "application/x-www-form-urlencoded" };
const JSON_TYPE = { "content-type": "application/json; charset=utf-8" };

const statusOf = async (act: () => unknown): Promise<number | null> => {
  try {
    await act();
    return null;
  } catch (error) {
    expect(error).toBeInstanceOf(Problem);
    return (error as Problem).status;
  }
};

describe("a body", () => {
  it("is read from JSON and from both kinds of forms", async () => {
    const members = bodyOf("a", "b", "rule");
    expect({ ...(await readFields(post('{"a":"1","b":[2]}', JSON_TYPE), members)) }).toEqual({ a: "1", b: [2] });
    expect({ ...(await readFields(post("a=1&b=2&b=3&rule.x=4", FORM), members)) }).toEqual({ a: "1", b: ["2", "3"], rule: { x: "4" } });
    const parts = new FormData();
    parts.set("a", "1");
    expect({ ...(await readFields(new Request("https://site.example/", { method: "POST", body: parts }), members)) }).toEqual({ a: "1" });
  });

  it.each([
    [415, "a=1", { "content-type": "text/plain" }],
    [415, "a=1", { "content-type": "" }],
    [400, "{", JSON_TYPE],
    [400, "[1]", JSON_TYPE],
    [400, "null", JSON_TYPE],
    [400, '{"c":1}', JSON_TYPE],
    [400, "c=1", FORM],
    [400, '{"__proto__":{"a":1}}', JSON_TYPE],
    [400, "x", { "content-type": "multipart/form-data; boundary=y" }],
    [413, `a=${"x".repeat(20_000)}`, FORM],
  ])("is refused with %d when it is none of these, too long, or says more (case %#)", async (status, body, headers) => {
    expect(await statusOf(() => readFields(post(body, headers as Record<string, string>), bodyOf("a")))).toBe(status);
  });

  it("that never ends is cut at its limit", async () => {
    let given = 0;
    const endless = new ReadableStream({
      pull(controller) {
        given += 1;
        controller.enqueue(new Uint8Array(1024).fill(97));
      },
    });
    const request = new Request("https://site.example/", { method: "POST", body: endless, headers: FORM, duplex: "half" } as RequestInit);
    expect(await statusOf(() => readFields(request, bodyOf("a")))).toBe(413);
    expect(given).toBeLessThan(40);
  });

  it("leaves every prototype alone", async () => {
    const fields = await readFields(post("rule.__proto__=1&a.constructor=2&rule.a=3", FORM), bodyOf("rule", "a.constructor"));
    expect(Object.getPrototypeOf(fields)).toBeNull();
    expect(({} as Record<string, unknown>).a).toBeUndefined();
  });
});

describe("a form of another site", () => {
  afterEach(() => void vi.unstubAllEnvs());

  it.each([
    ["none", {}],
    ["of our own page", { "sec-fetch-site": "same-origin", origin: "https://site.example" }],
    ["of our own page that says no referrer", { "sec-fetch-site": "same-origin", origin: "null" }],
    ["of our own page in an old browser", { origin: "https://site.example" }],
    ["typed by hand", { "sec-fetch-site": "none" }],
  ])("is told from one %s", async (_which, headers) =>
    expect(await statusOf(() => requireSameOrigin(post("", headers as Record<string, string>)))).toBeNull(),
  );

  it.each([
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { "sec-fetch-site": "cross-site", origin: "https://site.example" },
    { origin: "https://evil.example" },
    { origin: "https://site.example.evil.example" },
    { origin: "not an origin" },
  ])("is refused: %o", async (headers) =>
    expect(await statusOf(() => requireSameOrigin(post("", headers as Record<string, string>)))).toBe(403),
  );

  it("is not one whose origin is the address readers know, behind a proxy that calls us otherwise", async () => {
    vi.stubEnv("PUBLIC_URL", "https://monitor.example");
    expect(await statusOf(() => requireSameOrigin(post("", { origin: "https://monitor.example" })))).toBeNull();
  });
});

describe("a limit on who asks", () => {
  const LIMIT = { name: "of the test", each: { burst: 2, everyMs: 60_000 }, all: { burst: 5, everyMs: 60_000 } };
  const asking = (client: string) => post("", { "x-forwarded-for": client });
  const NOW = new Date("2026-11-28T10:00:00Z");

  it("is each client's own, by the address the nearest proxy saw, and says when to come back", async () => {
    const limit = { ...LIMIT, name: "each" };
    const take = (client: string) => statusOf(() => enforceRateLimit(asking(client), limit, NOW));
    expect([await take("10.0.0.1"), await take("10.0.0.1"), await take("10.0.0.1"), await take("10.0.0.2")]).toEqual([
      null,
      null,
      429,
      null,
    ]);
    expect(await take("made-up, 10.0.0.1")).toBe(429);
    try {
      enforceRateLimit(asking("10.0.0.1"), limit, NOW);
    } catch (error) {
      expect((error as Problem).headers).toEqual({ "retry-after": "60" });
    }
  });

  it("holds for all together as well, however many names one client gives itself", async () => {
    const limit = { ...LIMIT, name: "all" };
    const said = await Promise.all(
      Array.from({ length: 8 }, (_, i) => statusOf(() => enforceRateLimit(asking(`10.0.1.${i}`), limit, NOW))),
    );
    expect(said).toEqual([null, null, null, null, null, 429, 429, 429]);
  });
});

describe("the address of the form", () => {
  it("fills it in, and leaves out what it does not know", () => {
    const form = readFormQuery({
      scope: ["claim:a", "claim:a", "everything"],
      cadence: "weekly",
      locale: "xx",
      time_zone: "Europe/Berlin",
      quiet_from: "22",
      quiet_to: "99",
      include_future: "no",
      "rule.area": "CHN",
      "rule.<b>": "x",
      address: "a@example.org",
    });
    expect(form.scopes).toEqual(["claim:a", "everything"]);
    expect(form.members).toEqual({ area: "CHN" });
    expect(form.given).toEqual({
      cadence: "weekly",
      locale: "en",
      timeZone: "Europe/Berlin",
      quietFrom: 22,
      quietTo: null,
      includeFuture: false,
    });
    expect(JSON.stringify(form)).not.toContain("example.org");
  });
});

describe("a browser", () => {
  it("is told from a program by what it accepts", () => {
    expect(wantsHtml(post("", { accept: "text/html,application/xhtml+xml,*/*;q=0.8" }))).toBe(true);
    for (const accept of ["*/*", "application/json", ""]) expect(wantsHtml(post("", accept ? { accept } : {}))).toBe(false);
  });
});
