import { rmSync } from "node:fs";
import { join } from "node:path";
import type { SeriesKey } from "@talent/core/observation/observation";
import { parseObservationId } from "@talent/db/encoding/observation-id";
import { sourceStates } from "@talent/db/read/ingest/sources";
import { deliveryTotals } from "@talent/db/read/subscribers/delivery-log";
import { type TestDatabase, testDatabase } from "@talent/db/testing/database";
import { seriesAsOf } from "@talent/db/testing/series-as-of";
import { registerSources } from "@talent/db/write/ingest/register-sources";
import { claimStoreMode } from "@talent/db/write/store/store-mode";
import { SOURCES } from "@talent/sources/registry";
import { CAPTURES_PRESENT, linkReleasedCaptures, releasedCaptures, sharedCaptures } from "@talent/sources/testing/captures";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { predictedNotices, subscribeToEverything, type TestSubscriber } from "../../testing/subscriber.ts";
import { assessLedger } from "../assess/assess-ledger.ts";
import { ROOT } from "../process/paths.ts";
import { loadCurated } from "./load-curated.ts";
import { sandboxedParser, sourceRecord } from "./parser.ts";
import { walkReplay } from "./replay-walk.ts";

// The publishers' own bytes are not in the repository; where they are stored beside it, the walk over them gives the reference values, and a subscriber
// to everything is mailed about them.
const CAPTURES = join(ROOT, "../shared/captures");
const NEWER_PRESENT = CAPTURES_PRESENT && releasedCaptures().length < sharedCaptures().length;
/** Where some captures are newer than the last release, every run and notice is counted over those of the release; the rest holds over all. */
const WALKS = NEWER_PRESENT
  ? [
      { over: "the captures of the last release", ofRelease: true },
      { over: "all captures", ofRelease: false },
    ]
  : [{ over: "all captures", ofRelease: true }];
/** Before everything but what was stated of the years before 2014. */
const ASKED = new Date("2013-12-30T10:00:00Z");
/** The newest instant of the captures of the last release: what the ledger is assessed with. */
const LAST = new Date("2026-07-14T06:00:00Z");
/** Runs whose bytes were not as agreed: rows that slipped, and last spring's table under the month's name. All others brought new values. */
const NOT_AS_AGREED: Readonly<Record<string, string>> = {
  "2023-12-08T06-00-00Z sevis-mapping": "contract_violation",
  "2025-05-15T06-00-00Z epoch-models": "contract_violation",
};
const RUNS = {
  "epoch-models": 2,
  "github-innovation-graph": 3,
  "moe-education-tables": 5,
  "qs-rankings": 3,
  "sevis-mapping": 12,
  "state-niv-annual": 2,
  "state-niv-monthly": 21,
  "world-bank": 1,
} as const;

let root: string;
let store: TestDatabase;
let follower: TestSubscriber;
let predicted: string[];
const log: string[] = [];
const stamps: Date[] = [];

async function assess(now: Date): Promise<void> {
  stamps.push(now);
  await assessLedger(store.db, now);
  await follower.deliver(now);
}

const walk = (): Promise<number> =>
  walkReplay({ db: store.db, root, sources: SOURCES, parser: sandboxedParser, assess, log: (_level, text) => log.push(text) });
async function known(
  indicator: string,
  asOf: string,
  area = "CHN",
  dimensions: SeriesKey["dimensions"] = {},
): Promise<Record<string, number | null>> {
  const points = await seriesAsOf(store.db, { indicator, area, dimensions }, new Date(`${asOf}T23:59:59.999Z`));
  return Object.fromEntries(points.map((point) => [point.period, point.value]));
}
const visas = (asOf: string, visa_class: string, area = "CHN") => known("us-visas-issued-annual", asOf, area, { visa_class });

const query = async (sql: string) => (await store.db.pool.query(sql)).rows;

describe.runIf(CAPTURES_PRESENT).each(WALKS)("the walk over $over", { timeout: 900_000 }, ({ ofRelease }) => {
  const counted = it.runIf(ofRelease);

  beforeAll(async () => {
    root = NEWER_PRESENT && ofRelease ? linkReleasedCaptures() : CAPTURES;
    log.length = 0;
    stamps.length = 0;
    store = await testDatabase();
    await claimStoreMode(store.db, "replay");
    const records = SOURCES.map((source) => sourceRecord(source, sandboxedParser));
    await registerSources(store.db, records, ASKED);
    follower = await subscribeToEverything(store.db, ASKED);
    const clock = () => new Date();
    await loadCurated({ db: store.db, name: "test", clock, parser: sandboxedParser }, SOURCES, () => undefined);
    await walk();
    predicted = await predictedNotices(store.db, stamps[0] ?? ASKED, LAST);
  }, 900_000);
  afterAll(async () => {
    await follower?.leave();
    await store?.drop();
    if (root !== CAPTURES) rmSync(root, { recursive: true });
  });

  counted("runs each of eight sources once for each of its stamps, and ends each run as its bytes deserve", () => {
    const runs = log.map((line) => line.split(": ") as [string, string]);
    expect(Object.fromEntries(runs.filter(([, outcome]) => outcome !== "new_values"))).toEqual(NOT_AS_AGREED);
    expect(Object.fromEntries([...Map.groupBy(runs, ([run]) => run.split(" ")[1])].map(([id, all]) => [id, all.length]))).toEqual(RUNS);
  });
  counted("leaves every source with an outcome by which to know it, those whose index nobody recorded included", async () => {
    const states = (await sourceStates(store.db)).map(({ id, lastOutcome }) => [id, lastOutcome]);
    const others = states.filter(([, outcome]) => outcome !== "new_values");
    expect(others).toEqual([["epoch-models", "contract_violation"]]);
    expect(states).toHaveLength(SOURCES.length);
    const [{ ended }] = (await query(
      "SELECT o.detail->'ended' AS ended FROM runs r JOIN run_outcomes o ON o.run_id = r.id WHERE r.source_id = 'world-bank'",
    )) as [{ ended: unknown[] }];
    expect(ended).toMatchObject(Array(3).fill({ outcome: "unreachable", message: expect.stringContaining("no recording") }));
  });
  it("holds back nothing that is true, the collapse of 2020 and the closed consulates included, and refuses a stale copy", async () => {
    expect(await query("SELECT reason, message FROM quarantine")).toEqual([]);
    expect(await known("us-visas-issued-monthly", "2026-07-14", "CHN", { visa_class: "F1" })).toMatchObject({
      "2019-10": 1_150,
      "2020-04": 17,
      "2021-05": 23_066,
    });
    expect(await query("SELECT code, message, scope FROM refusals WHERE code = 'stale_copy'")).toEqual([
      { code: "stale_copy", message: "the document of 2023-11 repeats every number of 2023-05", scope: "snapshot" },
    ]);
    const active = await known("us-active-students", "2026-07-14", "CHN", { level: "all" });
    expect(active).toMatchObject({ "2023-05": 246_094, "2024-09": 260_555 });
    expect(active).not.toHaveProperty("2023-11");
  });
  it("gives the ledger what it needs: readings on visas, on staying, on investment and on graduates use the walked data", async () => {
    const rows = (await query(
      "SELECT DISTINCT ON (claim, reading, question) claim, reading, question, inputs FROM assessments ORDER BY claim, reading, question, id DESC",
    )) as { claim: string; reading: string; question: string; inputs: string[] }[];
    const series = new Map((await query("SELECT id, source_id FROM series")).map((row) => [row.id as number, row.source_id as string]));
    const used = Map.groupBy(
      rows.flatMap(({ claim, inputs }) => inputs.map((id) => ({ claim, source: series.get(parseObservationId(id)?.seriesId ?? 0) }))),
      ({ claim }) => claim,
    );
    const sourcesOf = (claim: string) => new Set(used.get(claim)?.map(({ source }) => source));
    expect([...sourcesOf("visas-harder")]).toEqual(
      expect.arrayContaining(["state-niv-annual", "state-niv-monthly", "sevis-mapping", "policy-events"]),
    );
    expect([...sourcesOf("abroad-and-stay")]).toEqual(expect.arrayContaining(["us-doctorate-stay", "us-doctorate-intent"]));
    expect([...sourcesOf("education-investment")]).toEqual(expect.arrayContaining(["world-bank", "rd-statistics"]));
    expect([...sourcesOf("graduate-growth")]).toEqual(expect.arrayContaining(["moe-education-tables", "cn-graduate-counts"]));
    expect([...sourcesOf("world-class-universities")]).toContain("qs-rankings");
  });
  it("knows of visas what each workbook stated, and nothing before the first", async () => {
    expect(await visas("2019-03-31", "F1")).toEqual({});
    expect(await visas("2019-04-01", "F1")).toMatchObject({ FY1997: 11909, FY2010: 113772, FY2015: 274460, FY2018: 98904 });
    expect(await visas("2025-07-31", "F1")).not.toHaveProperty("FY2019");
    expect(await visas("2025-08-01", "F1")).toMatchObject({ FY1997: 11909, FY2019: 105775, FY2021: 90310, FY2024: 82654 });
    expect(await visas("2025-08-01", "H1B")).toMatchObject({ FY2015: 18306, FY2024: 31735 });
    expect(await visas("2025-08-01", "F1", "IND")).toMatchObject({ FY2015: 74831, FY2024: 86067 });
  });
  it("keeps both vintages of the model counts apart", async () => {
    const models = (asOf: string, area: string) => known("notable-ai-models", asOf, area);
    expect(await models("2025-02-23", "CHN")).toEqual({});
    expect(await models("2025-02-24", "CHN")).toMatchObject({ 2017: 10, 2021: 21, 2023: 22, 2024: 10, 2025: 2 });
    expect(await models("2025-05-15", "CHN")).toMatchObject({ 2017: 10, 2021: 20, 2023: 23, 2024: 24, 2025: 8 });
    expect(await models("2025-05-14", "USA")).toMatchObject({ 2022: 65, 2023: 75, 2024: 39 });
    expect(await models("2025-05-15", "USA")).toMatchObject({ 2022: 65, 2023: 77, 2024: 46 });
  });
  it("counts universities by edition, from the labelled documents no request covers", async () => {
    expect(await known("qs-top100-universities", "2022-06-30")).toEqual({ "edition 2022": 6 });
    expect(await known("qs-top100-universities", "2023-07-01")).toEqual({ "edition 2022": 6, "edition 2023": 6, "edition 2024": 5 });
    expect(await known("qs-rank", "2023-07-01", "CHN", { university: "tsinghua" })).toEqual({
      "edition 2022": 17,
      "edition 2023": 14,
      "edition 2024": 25,
    });
    expect(await known("qs-top100-universities", "2023-07-01", "HKG")).toEqual({ "edition 2022": 5, "edition 2023": 5, "edition 2024": 5 });
  });
  counted("walks nothing the second time, changes nothing and tells nobody anything", async () => {
    const rows = async () =>
      (
        await store.db.pool.query(
          "SELECT (SELECT count(*) FROM observations) AS versions, (SELECT max(id) FROM changes) AS change, (SELECT count(*) FROM runs) AS runs, (SELECT count(*) FROM alert_transitions) AS steps",
        )
      ).rows[0];
    const [before, mails] = [await rows(), await follower.mails()];
    expect(await walk()).toBe(0);
    await assessLedger(store.db, LAST, { all: true });
    await follower.deliver(LAST);
    expect(await rows()).toEqual(before);
    expect(await follower.mails()).toHaveLength(mails.length);
  });

  describe("for a subscriber to everything before it", () => {
    counted("tells exactly what the backtests say, each thing once", async () => {
      expect(predicted.length).toBeGreaterThan(40);
      expect(stamps.at(-1)).toEqual(LAST);
      expect(await follower.told()).toEqual(predicted);
    });

    it("notifies of the records of the civil-service exam, and that the last cannot be compared", () => {
      const exam = predicted.filter((one) => one.includes("civil-service-applicants-record"));
      expect(exam).toEqual([
        "2021-12-31 civil-service-applicants-record fired",
        "2022-12-31 civil-service-applicants-record again",
        "2023-11-26 civil-service-applicants-record again",
        "2024-10-26 civil-service-applicants-record again",
        "2025-10-26 civil-service-applicants-record suspended",
      ]);
    });

    it("sends mails with unsubscribe links, to one address, each under an id of its own", async () => {
      const mails = await follower.mails();
      for (const mail of mails) {
        const list = mail.headers.get("list") as { unsubscribe?: { url?: string }; "unsubscribe-post"?: { name?: string } };
        expect(list.unsubscribe?.url).toMatch(/^https:\/\/monitor\.example\.org\/api\/v1\/subscriptions\/unsubscribe\?token=[\w-]{43}$/);
        expect(JSON.stringify(list["unsubscribe-post"])).toContain("List-Unsubscribe=One-Click");
        expect(mail.headers.get("auto-submitted")).toBe("auto-generated");
      }
      expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(mails.length);
      expect(new Set(follower.addresses())).toEqual(new Set(["reader@example.org"]));
    });

    counted("owes nothing: all that was meant for somebody was delivered", async () => {
      const { in: meant, delivered, held, suppressed } = await deliveryTotals(store.db);
      expect([held, suppressed]).toEqual([0, 0]);
      expect(delivered).toBe(meant);
      expect(meant).toBe(predicted.length);
    });
  });
});
