import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, inject, it } from "vitest";
import { Problem } from "../src/api/answers.ts";
import { openapiDocument, ROUTES } from "../src/api/openapi.ts";
import { described } from "./testing/described.ts";

const site = inject("site");
type Responses = Record<string, { content: Record<string, { schema: object }> }>;
const document = openapiDocument(undefined) as {
  paths: Record<string, { get?: { responses: Responses } }>;
  components: { schemas: Record<string, object> };
};
const ajv = new Ajv2020({ strict: false, validateFormats: false });
ajv.addSchema({ $id: "http://api/", components: document.components }, "http://api/");

// biome-ignore lint/suspicious/noExplicitAny: an answer is what is being looked at, of whatever shape
async function get(path: string): Promise<{ status: number; type: string; body: any }> {
  const response = await fetch(site + path);
  const type = response.headers.get("content-type") ?? "";
  return { status: response.status, type, body: type.includes("json") ? await response.json() : await response.text() };
}

/** What a JSON Schema of the document has against an answer. */
function problems(schema: object, body: unknown): unknown {
  const absolute = JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"http://api/#/components'));
  const validate = ajv.compile(absolute);
  return validate(body) ? [] : validate.errors?.slice(0, 3);
}

const visas = "indicator=us-visas-issued-annual";
/** What anybody may read, and what comes as data: pages behind links and the operator's log have tests of their own. */
const READ = Object.keys(ROUTES).filter((path) => {
  const route = ROUTES[path]?.get;
  return route !== undefined && route.media !== "text/html" && !route.operator;
});

describe("every route", () => {
  const examples = async (): Promise<Record<string, string>> => ({
    "/api/v1/claims/{id}": "/api/v1/claims/graduate-growth",
    "/api/v1/indicators/{id}": "/api/v1/indicators/cn-graduates-regular",
    "/api/v1/sources/{id}": "/api/v1/sources/state-niv-annual",
    "/feeds/claims/{id}.atom": "/feeds/claims/graduate-growth.atom",
    "/feeds/indicators/{id}.atom": "/feeds/indicators/us-visas-issued-annual.atom",
    "/feeds/sources/{id}.atom": "/feeds/sources/state-niv-annual.atom",
    "/api/v1/series": `/api/v1/series?${visas}`,
    "/api/v1/series/vintages": `/api/v1/series/vintages?${visas}`,
    "/api/v1/observations/{id}/evidence": `/api/v1/observations/${(await get(`/api/v1/series?${visas}`)).body.data[0].id}/evidence`,
  });

  it.each(READ)("%s answers as its description says", async (path) => {
    const { status, body } = await get((await examples())[path] ?? path);
    expect(status).toBe(200);
    described("get", path, body);
    const [content] = Object.values(document.paths[path]?.get?.responses["200"]?.content ?? {});
    expect(problems(content?.schema ?? { not: {} }, body)).toEqual([]);
  });

  it.each(READ)("%s refuses a parameter it does not know", async (path) => {
    const example = (await examples())[path] ?? path;
    const { status, type, body } = await get(`${example}${example.includes("?") ? "&" : "?"}colour=red`);
    expect([status, body.parameter]).toEqual([400, "colour"]);
    expect(type).toContain("application/problem+json");
    expect(Problem.safeParse(body).error).toBeUndefined();
  });

  it("is described under its address", async () => {
    const { body } = await get("/api/openapi.json");
    expect(body.openapi).toBe("3.1.0");
    expect(Object.keys(body.paths)).toEqual(Object.keys(ROUTES));
  });
});

describe("/api/v1/series", () => {
  it("is the same page by page as at once", async () => {
    const whole = (await get(`/api/v1/series?${visas}`)).body;
    expect([whole.data.length, whole.next]).toEqual([40, null]);
    const ids: string[] = [];
    let cursor: string | null = null;
    do {
      const { body } = await get(`/api/v1/series?${visas}&limit=7${cursor ? `&cursor=${cursor}` : ""}`);
      ids.push(...body.data.map((one: { id: string }) => one.id));
      cursor = body.next;
    } while (cursor !== null);
    expect(ids).toEqual(whole.data.map((one: { id: string }) => one.id));
  });

  it("gives what was known then, and nothing before the first knowledge", async () => {
    const at = async (asOf: string) => (await get(`/api/v1/series?${visas}&area=CHN&period_to=FY2013&as_of=${asOf}`)).body.data;
    expect(await at("2025-01-02")).toEqual([]);
    expect((await at("2025-02-10"))[0].value).toBe(10_000);
    expect((await at("2026-01-01"))[0].value).toBe(10_005);
    const { body } = await get(`/api/v1/series/vintages?${visas}&area=CHN&period_to=FY2013`);
    expect(body.data.map((one: { value: number; cause: string }) => [one.value, one.cause])).toEqual([
      [10_000, "new_period"],
      [10_005, "revision"],
    ]);
  });

  it("selects by area, period and dimension", async () => {
    const { body } = await get(`/api/v1/series?${visas}&area=CHN,IND&period_from=FY2020&period_to=FY2021&dim.visa_class=F1`);
    expect(body.data.map((one: { area: string; period: string }) => `${one.area} ${one.period}`)).toEqual([
      "CHN FY2020",
      "CHN FY2021",
      "IND FY2020",
      "IND FY2021",
    ]);
    expect((await get(`/api/v1/series?${visas}&dim.visa_class=H1B`)).body.data).toEqual([]);
    expect((await get(`/api/v1/series?${visas}&period_from=FY2199`)).body.data).toEqual([]);
  });

  it.each([
    ["limit", "limit=1000000000"],
    ["limit", "limit=0"],
    ["limit", "limit=-1"],
    ["limit", "limit=1e3"],
    ["area", `area=${Array.from({ length: 400 }, (_, i) => (i % 2 ? "CHN" : "USA")).join(",")}`],
    ["area", "area=XXQ"],
    ["area", "area=CHN&area=USA"],
    ["period_from", "period_from=9999"],
    ["period_from", "period_from=last year"],
    ["period_to", "period_from=2020&period_to=FY2021"],
    ["as_of", "as_of=2025-02-30"],
    ["as_of", "as_of="],
    ["cursor", "cursor=AAAA"],
    ["cursor", "cursor=%00"],
    ["dim.level", "dim.level=phd"],
    ["dim.", "dim.=x"],
    ["dim.__proto__", "dim.__proto__=x"],
    ["format", "format=xml"],
    ["cursor", "format=csv&cursor=AAAA"],
    ["limit", "format=csv&limit=5"],
  ])("refuses a bad %s by name (case %#)", async (parameter, query) => {
    const { status, body } = await get(`/api/v1/series?${visas}&${query}`);
    expect([status, body.parameter]).toEqual([400, parameter]);
  });

  it("refuses ten thousand areas before it reads them", async () => {
    const { status } = await fetch(`${site}/api/v1/series?${visas}&area=${"CHN,".repeat(10_000)}`);
    expect([400, 414, 431]).toContain(status);
  });

  it("needs an indicator that exists", async () => {
    expect((await get("/api/v1/series")).body.parameter).toBe("indicator");
    expect((await get("/api/v1/series?indicator=constructor")).status).toBe(400);
  });

  it("comes as CSV whole, with cells a spreadsheet would run made harmless", async () => {
    const { status, type, body } = await get(`/api/v1/series?${visas}&format=csv`);
    expect([status, type]).toEqual([200, "text/csv; charset=utf-8; header=present"]);
    const lines = body.trim().split("\r\n");
    expect(lines).toHaveLength(41);
    expect(lines[0]).toContain("indicator,area,visa_class,period,value");
    expect(body).toContain(",'=1+2,");
    expect(body).not.toContain(",=1+2");
  });

  it("comes as SDMX-CSV", async () => {
    const { body } = await get(`/api/v1/series?${visas}&format=sdmx-csv&area=CHN`);
    expect(body.split("\r\n")[0]).toMatch(/^DATAFLOW,REF_AREA,VISA_CLASS,TIME_PERIOD,OBS_VALUE/);
  });
});

describe("indicators and sources", () => {
  it("are awaiting where no registered source produces them", async () => {
    expect((await get("/api/v1/indicators/us-visas-issued-annual")).body.status).toBe("available");
    expect((await get("/api/v1/indicators/rd-intensity")).body.status).toBe("awaiting");
    expect((await get("/api/v1/indicators/no-such")).status).toBe(404);
  });

  it("tell our looking from the publisher's lateness", async () => {
    const { body } = await get("/api/v1/sources/epoch-models");
    expect(body.ours).toMatchObject({ lastLooked: null, lastOutcome: "unreachable" });
    expect(body.theirs).toEqual({ state: "unknown", newestPeriod: null, nextDue: null, lapsesOn: null });
    const visasSource = (await get("/api/v1/sources/state-niv-annual")).body;
    expect(visasSource.ours.lastOutcome).toBe("new_values");
    expect(visasSource.theirs).toMatchObject({ state: "lapsed", newestPeriod: "FY2022" });
  });
});

describe("claims and changes", () => {
  it("give the ledger as it was known", async () => {
    const primary = async (query: string) => (await get(`/api/v1/claims/graduate-growth${query}`)).body.headline.primary;
    expect((await primary("")).atPublication).toBe("contradicted");
    expect((await primary("?as_of=2001-01-01")).atPublication).toBe("not_checkable");
  });

  it("come in the order of the article", async () => {
    const { body } = await get("/api/v1/claims");
    const paragraphs = body.data.map((one: { place: { paragraph: number } }) => one.place.paragraph);
    expect(paragraphs).toEqual([...paragraphs].sort((a, b) => a - b));
  });

  it("follow one another from a cursor on", async () => {
    const first = (await get("/api/v1/changes?limit=2")).body;
    const second = (await get(`/api/v1/changes?limit=2&cursor=${first.next}`)).body;
    expect(first.data).toHaveLength(2);
    expect(Number(second.data[0].id)).toBeGreaterThan(Number(first.data[1].id));
  });
});
