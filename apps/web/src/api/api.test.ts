import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import * as nowhere from "../app/api/[[...rest]]/route.ts";
import { Problem, problemResponse } from "../http/problem.ts";
import { readQuery } from "../http/read-query.ts";
import { isApiPath, refuseRequest } from "../routing/refuse-request.ts";
import { openapiDocument, ROUTES } from "./openapi.ts";
import { AREA, AS_OF_QUERY, LIMIT, SERIES_QUERY } from "./parameters.ts";
import { seriesSelection } from "./series-answer.ts";

const APP = join(dirname(fileURLToPath(import.meta.url)), "../app");
const read = (text: string) => readQuery(new URLSearchParams(text), SERIES_QUERY);
const NOW = new Date("2026-11-23T12:00:00Z");

function refused(ask: () => unknown): Problem {
  try {
    ask();
  } catch (error) {
    expect(error).toBeInstanceOf(Problem);
    return error as Problem;
  }
  throw new Error("nothing was refused");
}

describe("the description of the API", () => {
  const handlers = globSync("{api,metrics}/**/route.ts", { cwd: APP }).filter((file) => !file.includes("[[...rest]]"));
  const pathOf = (file: string) => `/${dirname(file)}`.replaceAll("[", "{").replaceAll("]", "}");

  it("names every route handler there is, and no other", () => {
    expect(handlers.length).toBeGreaterThan(10);
    const described = Object.keys(ROUTES).filter((path) => !path.startsWith("/feeds/"));
    expect(handlers.map(pathOf).sort()).toEqual(described.sort());
  });

  it("describes every method a handler answers", () => {
    const document = openapiDocument(undefined) as { paths: Record<string, object> };
    for (const file of handlers) {
      const methods = [...readFileSync(join(APP, file), "utf8").matchAll(/export const ([A-Z]+)\b/g)].map((match) =>
        match[1]?.toLowerCase(),
      );
      expect(Object.keys(document.paths[pathOf(file)] ?? {})).toEqual(methods);
    }
  });

  it("refers to nothing that it does not define", () => {
    const document = openapiDocument("https://example.org") as { components: { schemas: object } };
    const names = [...JSON.stringify(document).matchAll(/#\/components\/schemas\/(\w+)/g)].map((match) => match[1] ?? "");
    expect([...new Set(names)].filter((name) => !(name in document.components.schemas))).toEqual([]);
  });
});

describe("what no route could refuse by itself", () => {
  const said = async (method: string, path: string) => {
    const response = refuseRequest(method, path);
    if (response === null) return null;
    expect(response.headers.get("content-type")).toContain("application/problem+json");
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    return [response.status, response.headers.get("allow"), ((await response.json()) as { title: string }).title] as const;
  };

  it.each(["POST", "PUT", "PATCH", "DELETE", "PROPFIND"])("is %s where only GET is answered, and says what is", async (method) => {
    for (const path of [
      "/api/v1/claims",
      "/api/v1/claims/any",
      "/api/openapi.json",
      "/metrics",
      "/feeds/changes.atom",
      "/feeds/claims/x.atom",
    ])
      expect(await said(method, path)).toEqual([405, "GET, HEAD, OPTIONS", "Method not allowed"]);
  });

  it.each(["GET", "HEAD", "OPTIONS"])("is not %s, nor anything where no route is", async (method) => {
    expect(await said(method, "/api/v1/series/vintages")).toBeNull();
    expect(await said("DELETE", "/api/v1/nonsense")).toBeNull();
    expect(await said("DELETE", "/api/v1/claims/a/b")).toBeNull();
  });

  it.each(["/api/v1/claims/%E0%A4%A", "/api/%", "/feeds/claims/%FF.atom"])("is %s, which no character begins with", async (path) => {
    expect(await said("GET", path)).toEqual([404, null, "Not found"]);
  });

  it("is asked of every address for programs, and of no page", () => {
    expect(["/api", "/api/v1/claims", "/feeds", "/feeds/x", "/metrics"].filter(isApiPath)).toHaveLength(5);
    expect(["/", "/apis", "/feedsx", "/metricsx", "/metrics/x", "/claims/api/", "/API/v1"].filter(isApiPath)).toEqual([]);
  });
});

describe("a query", () => {
  it("is read into what was asked", () => {
    const query = read("indicator=us-visas-issued-annual&area=CHN,USA&period_from=FY2020&as_of=2025-02-10&dim.visa_class=F1&limit=5");
    expect(seriesSelection(query, "json", NOW)).toEqual({
      indicator: "us-visas-issued-annual",
      areas: ["CHN", "USA"],
      dimensions: { visa_class: "F1" },
      periodFrom: "FY2020",
      asOf: new Date("2025-02-10T23:59:59.999Z"),
      limit: 5,
      cursor: null,
    });
  });

  it.each([
    ["indicator=us-visas-issued-annual&colour=red", "colour"],
    ["indicator=us-visas-issued-annual&limit=5&limit=6", "limit"],
    ["indicator=us-visas-issued-annual&area=", "area"],
    ["area=CHN", "indicator"],
    ["indicator=toString", "indicator"],
  ])("%s is refused by name", (text, parameter) => expect(refused(() => read(text))).toMatchObject({ status: 400, parameter }));

  it("keeps a dimension called __proto__ away from every prototype", () => {
    const query = read("indicator=us-visas-issued-annual&dim.__proto__=x");
    expect(Object.getPrototypeOf(query["dim."])).toBeNull();
    expect(refused(() => seriesSelection(query, "json", NOW)).parameter).toBe("dim.__proto__");
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  it("bounds what it asks the database for", () => {
    expect(() => LIMIT.parse("1001")).toThrow("1 to 1000");
    expect(() => AREA.parse("CHN,".repeat(400))).toThrow("at most 300");
    expect(() => AREA.parse("CHN,ZZZ")).toThrow("ZZZ");
    expect(() => AS_OF_QUERY.as_of.parse("10 Feb")).toThrow("as_of must be");
    expect(seriesSelection(read("indicator=us-visas-issued-annual"), "json", NOW).limit).toBe(100);
  });
});

describe("an error", () => {
  const asked = async (error: unknown) => {
    const response = problemResponse(error);
    return [response.status, response.headers.get("content-type"), await response.json()] as const;
  };

  it("we foresaw says what and where", async () => {
    const [status, type, body] = await asked(new Problem(400, "Bad parameter", "limit must be a number.", "limit"));
    expect([status, type]).toEqual([400, "application/problem+json; charset=utf-8"]);
    expect(body).toEqual({
      type: "urn:talent-monitor:problem:bad-parameter",
      title: "Bad parameter",
      status: 400,
      detail: "limit must be a number.",
      parameter: "limit",
    });
  });

  it.each([
    ["57014", 503, "took too long"],
    ["ECONNREFUSED", 503, "does not answer"],
    ["08006", 503, "does not answer"],
  ])("of the database with code %s is a %d", async (code, status, words) => {
    const [given, , body] = await asked(Object.assign(new Error("postgres://user:secret@host"), { code }));
    expect([given, JSON.stringify(body)]).toEqual([status, expect.stringContaining(words)]);
    expect(JSON.stringify(body)).not.toContain("secret");
  });

  it.each(Object.entries(nowhere))("for %s of an address that leads nowhere is a problem document too", async (_method, handle) => {
    const response = await handle(new Request("https://site.example/api/v1/nonsense?x=1"));
    expect([response.status, response.headers.get("content-type")]).toEqual([404, "application/problem+json; charset=utf-8"]);
    expect(await response.json()).toMatchObject({ title: "Not found", detail: expect.stringContaining("/api/v1/nonsense;") });
  });

  it("we did not foresee gives its class and nothing else away", async () => {
    const [status, , body] = await asked(new TypeError("/root/secret is undefined"));
    expect([status, JSON.stringify(body)]).toEqual([500, expect.stringContaining("TypeError")]);
    expect(JSON.stringify(body)).not.toContain("secret");
  });
});
