import { tmpdir } from "node:os";
import { join } from "node:path";
import { CLAIMS } from "@talent/catalog/claims/all";
import { latestAssessments } from "@talent/db/read/claims/assessments";
import { type TestDatabase, testDatabase } from "@talent/db/testing/database";
import { seriesAsOf } from "@talent/db/testing/series-as-of";
import { registerSources } from "@talent/db/write/ingest/register-sources";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { testExchange, testParser, testSource } from "../../../testing/source.ts";
import { assessLedger } from "../../assess/assess-ledger.ts";
import { splitReadable } from "../../fetch/fetch-source.ts";
import { sourceRecord } from "../../ingest/parser.ts";
import type { RunReport } from "../../ingest/run-effects.ts";
import { runOnce } from "../../ingest/run-slot.ts";
import { main } from "../source.ts";

// The long series of graduates that a claim rests on, read from a small publisher of the test.
const source = testSource({ id: "graduates", indicator: "cn-graduates-regular", expect: { observations: [1, 50], values: {} } });
const parser = testParser();
const GRADUATES = {
  1998: 829_800,
  1999: 847_600,
  2000: 949_800,
  2001: 1_036_300,
  2002: 1_337_300,
  2019: 7_585_298,
  2020: 7_971_991,
  2021: 8_265_064,
};

let store: TestDatabase;
let env: NodeJS.ProcessEnv;
let [out, err] = ["", ""];
beforeAll(async () => {
  store = await testDatabase();
  env = { DATABASE_URL: store.url, DATA_DIR: join(tmpdir(), "source-held-data") };
  await registerSources(store.db, [sourceRecord(source, parser)], new Date());
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
afterEach(() => {
  vi.restoreAllMocks();
});

const publish = async (day: string, values: Readonly<Record<string, number>>): Promise<RunReport> => {
  const body = `year,heads\n${Object.entries(values)
    .map((row) => `${row.join()}\n`)
    .join("")}`;
  const exchange = testExchange("https://example.org/heads.csv", body, `${day}T00:00:00.000Z`);
  const clock = () => new Date(`${day}T01:00:00.000Z`);
  const runner = { db: store.db, name: "test", clock, parser };
  const report = await runOnce(runner, { source, trigger: "manual", fetch: async () => splitReadable([exchange], clock()) });
  await assessLedger(store.db, clock());
  return report;
};
const newest = async () =>
  (await seriesAsOf(store.db, { indicator: "cn-graduates-regular", area: "CHN", dimensions: {} }, new Date())).at(-1);
const now = async () => {
  const primary = CLAIMS.find((claim) => claim.id === "graduate-growth")?.readings.find((reading) => reading.primary)?.id;
  return (await latestAssessments(store.db)).find(
    (one) => one.claim === "graduate-growth" && one.reading === primary && one.question === "now",
  );
};
const held = async (...more: string[]) => {
  out = "";
  expect(await main(["held", "--json", ...more], env)).toBe(0);
  return JSON.parse(out).data;
};

describe("numbers that wait for a person", { timeout: 120_000 }, () => {
  it("are those a run did not believe: they change no number and no verdict, and a verdict says that one waits", async () => {
    expect((await publish("2024-01-01", GRADUATES)).outcome).toBe("new_values");
    const before = await now();
    const report = await publish("2024-02-01", { ...GRADUATES, 2022: 967_300_000_000 });
    expect(report).toMatchObject({ outcome: "implausible", counts: { held: 1, newPeriods: 0, unchanged: 8, withdrawals: 0 } });
    expect((await newest())?.period).toBe("2021");
    const after = await now();
    expect([after?.verdict, after?.value, after?.period]).toEqual([before?.verdict, before?.value, before?.period]);
    expect(after?.reasons.map((reason) => reason.code)).toContain("newer_quarantined");
  });
  it("are listed with the number, the one before it and the check that held it", async () => {
    expect(await held()).toMatchObject([
      {
        source: "graduates",
        indicator: "cn-graduates-regular",
        area: "CHN",
        period: "2022",
        value: 967_300_000_000,
        previous: 8_265_064,
        reason: "jump",
        decision: null,
      },
    ]);
    out = "";
    expect(await main(["held"], env)).toBe(0);
    expect(out).toMatch(/held +source +document +series +period +value +previous +check/);
    expect(out).toContain("cn-graduates-regular|CHN|");
    expect(out).toMatch(/967300000000 persons for 2022 follows 8265064 for 2021/);
  });
  it("are asked about once, also when another document brings them again", async () => {
    await publish("2024-03-01", { ...GRADUATES, 2021: 8_265_065, 2022: 967_300_000_000 });
    expect(await held()).toHaveLength(1);
  });
  it.each([
    [["accept"], "An argument is missing."],
    [["accept", "1"], "--note must say why."],
    [["accept", "1", "--note", "  "], "--note must say why."],
    [["reject", "one", "--note", "x"], '"one" is not the number of a held value'],
    [["reject", "0", "--note", "x"], '"0" is not the number of a held value'],
    [["held", "nobody"], 'There is no source "nobody"'],
  ])("%j ends with 2 and says how it is called", async (argv, words) => {
    expect(await main(argv, env)).toBe(2);
    expect(err).toContain(words);
    expect(err).toContain("usage: source");
  });
  it.each([["999"], ["exchange:999"]])("cannot be accepted where none is: %s ends with 3", async (id) => {
    expect(await main(["accept", id, "--note", "x"], env)).toBe(3);
    expect(err).toMatch(/999/);
    expect(await held()).toHaveLength(1);
  });
  it("count from the moment a person accepts them, with who, when and why; verdicts follow at once, and no second word is taken", async () => {
    const [{ id }] = await held();
    out = "";
    expect(await main(["accept", id, "--note", "the ministry confirms it"], env)).toBe(0);
    expect(out).toBe("accepted 1: 1 new, 0 revised, 0 already known\n");
    const point = await newest();
    expect(point).toMatchObject({ period: "2022", value: 967_300_000_000 });
    expect(Date.now() - Date.parse(point?.vintage ?? "")).toBeLessThan(60_000);
    expect((await now())?.reasons.map((reason) => reason.code)).not.toContain("newer_quarantined");
    expect(await held()).toEqual([]);
    const [{ decision }] = await held("--all");
    expect(decision).toMatchObject({ decision: "accepted", note: "the ministry confirms it" });
    expect(decision.by.length).toBeGreaterThan(0);
    for (const word of ["accept", "reject"]) expect(await main([word, id, "--note", "again"], env)).toBe(3);
    expect(err).toContain("was decided before");
  });
  it("are believed from then on: the next document that says the same raises no question", async () => {
    const report = await publish(`${new Date().getUTCFullYear() + 1}-01-01`, { ...GRADUATES, 2022: 967_300_000_000 });
    expect(report.counts).toMatchObject({ held: 0, revisions: 1 });
    expect(await held()).toEqual([]);
  });
  it("can all be rejected by the document they stand in", async () => {
    const later = `${new Date().getUTCFullYear() + 2}-01-01`;
    await publish(later, { ...GRADUATES, 2022: 967_300_000_000, 2023: 3 });
    const [{ exchange }] = await held();
    out = "";
    expect(await main(["reject", `exchange:${exchange}`, "--note", "a slip"], env)).toBe(0);
    expect(out).toBe("rejected 1\n");
    expect((await newest())?.period).toBe("2022");
    expect(await held()).toEqual([]);
  });
});
