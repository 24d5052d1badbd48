import { value } from "@talent/core/measure/measure";
import { ruleAround, ruleOf } from "@talent/core/testing/alert-builders";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testAssessment } from "../../../testing/assessment-builders.ts";
import { type TestDatabase, testDatabase } from "../../../testing/database.ts";
import { testSource } from "../../../testing/source-builder.ts";
import { openAsWebRole } from "../../../testing/subscriber-builders.ts";
import type { Db } from "../../connect.ts";
import { appendAssessments } from "../../write/claims/append-assessments.ts";
import { finishRun, startRun } from "../../write/ingest/runs.ts";
import { type AlertCatalogue, ruleHistory } from "./alert-evidence.ts";

const HEADS = { indicator: "heads-count", area: "CHN", dimensions: {} };
const CATALOGUE: AlertCatalogue = { facts: () => ({ unit: "persons", periodKind: "year" }), releaseSeriesOf: () => [HEADS] };

describe("what a rule would have notified, read by the dashboard", () => {
  let test: TestDatabase;
  let web: Db;
  beforeAll(async () => {
    test = await testDatabase();
    const source = await testSource(test.db, "heads");
    await source.capture("2024-02-01", [["CHN", "2023", 0]]);
    await source.capture("2025-02-01", [
      ["CHN", "2023", 0],
      ["CHN", "2024", -20],
    ]);
    await source.capture("2025-08-01", [
      ["CHN", "2023", 0],
      ["CHN", "2024", -2],
    ]);
    for (const [day, verdict] of [
      ["2025-01-01", "holds"],
      ["2025-03-01", "does_not_hold"],
    ] as const)
      await appendAssessments(
        test.db,
        [testAssessment([], { verdict, knownAt: `${day}T00:00:00.000Z`, asOf: day, inputsHash: day })],
        new Date(day),
      );
    for (const outcome of ["same_bytes", "unreachable", "unreachable"] as const) {
      const now = new Date(`2025-04-0${1 + turn++}`);
      const run = await startRun(test.db, {
        source: "heads",
        slotId: null,
        fence: null,
        trigger: "manual",
        parserFingerprint: "reader-1",
        now,
      });
      await finishRun(test.db, run, { outcome, detail: {}, now });
    }
    web = openAsWebRole(test.url);
  });
  let turn = 0;
  afterAll(async () => {
    await web.close();
    await test.drop();
  });

  const told = async (rule: Parameters<typeof ruleHistory>[1], to = "2027-01-01") => {
    const { transitions } = await ruleHistory(web, rule, CATALOGUE, new Date(to));
    return transitions.flatMap(({ at, tells, after }) =>
      tells === null ? [] : [`${at.slice(0, 10)} ${tells} ${after?.value ?? ""}`.trim()],
    );
  };

  it("is every crossing and what became of it, up to the requested day", async () => {
    expect(await told(ruleOf({}, HEADS))).toEqual(["2025-02-01 fired -20", "2025-08-01 retracted -2"]);
    expect(await told(ruleOf({}, HEADS), "2025-06-01")).toEqual(["2025-02-01 fired -20"]);
    expect(await told(ruleOf({}, HEADS), "2025-01-31")).toEqual([]);
  });
  it("is every revision", async () => {
    const watch = { kind: "revision", measure: value(HEADS), periodKind: "year", unit: "persons", by: 5 } as const;
    expect(await told(ruleAround(watch))).toEqual(["2025-08-01 revised -2"]);
  });
  it("is every change of a verdict", async () => {
    const watch = { kind: "verdict", claim: "a-claim", reading: "a-reading", questions: ["now"] } as const;
    expect(await told(ruleAround(watch))).toEqual(["2025-03-01 changed 77"]);
  });
  it("is every deadline that a publisher missed, and every time that our fetches failed", async () => {
    expect(await told(ruleAround({ kind: "source", source: "heads", side: "theirs" }))).toEqual(["2026-04-15 late"]);
    expect(await told(ruleAround({ kind: "source", source: "heads", side: "ours" }, { pending: 2 }))).toEqual(["2025-04-03 late"]);
  });
  it("is nothing for a series and a claim that are unknown", async () => {
    expect(await told(ruleOf({}, { indicator: "nothing", area: "CHN", dimensions: {} }))).toEqual([]);
    expect(await told(ruleAround({ kind: "verdict", claim: "none", reading: "none", questions: ["now"] }))).toEqual([]);
  });
  it("stores nothing", async () => {
    const { rows } = await test.db.pool.query(
      "SELECT (SELECT count(*) FROM alert_states) AS states, (SELECT count(*) FROM alert_transitions) AS steps",
    );
    expect(rows).toEqual([{ states: "0", steps: "0" }]);
  });
});
