import { tmpdir } from "node:os";
import { join } from "node:path";
import { CLAIMS } from "@talent/catalog/claims/all";
import type { ClaimJson } from "@talent/core/claim/ledger-json";
import { type TestDatabase, testDatabase } from "@talent/db/testing/database";
import { registerSources } from "@talent/db/write/ingest/register-sources";
import { SOURCES } from "@talent/sources/registry";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { assessLedger } from "../assess/assess-ledger.ts";
import { loadCurated } from "../ingest/load-curated.ts";
import { sandboxedParser, sourceRecord } from "../ingest/parser.ts";
import { main } from "./claims.ts";

let store: TestDatabase;
let env: NodeJS.ProcessEnv;
let out: string;
let err: string;
const now = new Date("2026-03-01T00:00:00Z");
const sources = SOURCES.filter((source) => source.id === "civil-service-exam" || source.id === "policy-events");
beforeAll(async () => {
  store = await testDatabase();
  env = { DATABASE_URL: store.url, DATA_DIR: join(tmpdir(), "claims-cli-data") };
  await registerSources(
    store.db,
    sources.map((source) => sourceRecord(source, sandboxedParser)),
    now,
  );
  await loadCurated({ db: store.db, name: "w", clock: () => now, parser: sandboxedParser }, sources, () => {});
  await assessLedger(store.db, now);
}, 120_000);
afterAll(() => store?.drop());
beforeEach(() => {
  [out, err] = ["", ""];
  vi.spyOn(process.stdout, "write").mockImplementation((text, ...rest) => {
    out += String(text);
    rest.find((one) => typeof one === "function")?.();
    return true;
  });
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    err += String(text);
    return true;
  });
});
afterEach(() => vi.restoreAllMocks());

const listed = (): ClaimJson[] => JSON.parse(out).data;

describe("claims", { timeout: 60_000 }, () => {
  it("lists the whole ledger in the article's order, as the API does", async () => {
    expect(await main(["--json"], env)).toBe(0);
    expect(Object.keys(JSON.parse(out))).toEqual(["data", "next"]);
    expect(listed().map((claim) => claim.id)).toEqual(CLAIMS.map((claim) => claim.id));
    const exam = listed().find((claim) => claim.id === "civil-service-record");
    expect(exam?.headline.primary.withHindsight).toBe("supported");
    expect(exam?.lastChecked).toBe("2026-03-01T00:00:00.000Z");
    expect(exam?.readings.find((reading) => reading.primary)?.withHindsight.inputs.length).toBeGreaterThan(0);
  });
  it("works out an earlier day anew, from what was known by then", async () => {
    expect(await main(["civil-service-record", "--as-of", "2001-01-01", "--json"], env)).toBe(0);
    const [early] = listed();
    expect(early?.readings.every((reading) => reading.withHindsight.inputs.length === 0)).toBe(true);
    expect(early?.headline.primary.withHindsight).toBe("not_checkable");
    out = "";
    expect(await main(["civil-service-record", "--as-of", "2026-03-01T00:00:00Z", "--json"], env)).toBe(0);
    const [then] = listed();
    out = "";
    expect(await main(["civil-service-record", "--json"], env)).toBe(0);
    expect(then).toEqual(listed()[0]);
  });
  it("prints a table, and one claim with its readings and reasons", async () => {
    expect(await main([], env)).toBe(0);
    expect(out).toMatch(/^par\. +claim +by publication +with hindsight +now +variants\n/);
    expect(out.trimEnd().split("\n")).toHaveLength(CLAIMS.length + 2);
    out = "";
    expect(await main(["civil-service-record"], env)).toBe(0);
    expect(out).toContain("closest reading:");
    expect(out).toMatch(/question +verdict +value/);
  });
  it.each([
    [["no-such-claim"], 'There is no claim "no-such-claim"'],
    [["--as-of", "last year"], "--as-of must be"],
    [["--as-of", "2025-02-30"], "--as-of must be"],
    [["--xml"], "--xml"],
    [["a", "b"], "Unexpected argument"],
  ])("%j ends with 2", async (argv, words) => {
    expect(await main(argv, env)).toBe(2);
    expect(err).toContain(words);
    expect(out).toBe("");
  });
  it("gives an answer nothing has changed since as of the last time all were looked through", async () => {
    const later = "2026-03-02T00:00:00.000Z";
    await assessLedger(store.db, new Date(later));
    expect(await main(["--json"], env)).toBe(0);
    const readings = listed().flatMap((claim) => claim.readings);
    expect([...new Set(readings.map((reading) => reading.now.asOf))]).toEqual([later]);
    expect([...new Set(readings.map((reading) => reading.atPublication.asOf))]).toEqual(["2025-02-10T23:59:59.999Z"]);
  });
});
