import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testAssessment } from "../../../testing/assessment-builders.ts";
import { type TestDatabase, testDatabase } from "../../../testing/database.ts";
import { assessmentHistory, claimsPastValidity, latestAssessments } from "../../read/claims/assessments.ts";
import { newestFeedChanges } from "../../read/feeds/feed-entries.ts";
import { storeState } from "../../read/store/store-state.ts";
import { claimStoreMode } from "../store/store-mode.ts";
import { appendAssessments } from "./append-assessments.ts";

const NOW = new Date("2026-01-01");

describe("assessments", () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await testDatabase();
  });
  afterAll(() => test.drop());

  it("are written once and come back exactly, unbounded intervals included", async () => {
    const assessment = testAssessment(["1-1-1", "1-2-1"], {
      claim: "exact",
      value: 1482,
      low: 1482,
      high: Number.POSITIVE_INFINITY,
      validUntil: "2026-06-01T00:00:00.000Z",
      direction: "widening",
      reasons: [{ code: "inside", quoted: 'a "b" \\ c', yes: true, none: null }],
    });
    expect(await appendAssessments(test.db, [assessment], NOW)).toEqual({ written: 1, verdictChanges: 0 });
    expect(await appendAssessments(test.db, [assessment], NOW)).toEqual({ written: 0, verdictChanges: 0 });
    const [stored] = await assessmentHistory(test.db, "exact");
    expect(stored).toEqual({ ...assessment, id: expect.any(String), recordedAt: expect.any(String), cause: "inputs" });
  });

  it("record why they were written again: the rule, the inputs, or only the clock; and the feed has the verdicts", async () => {
    const steps = [
      testAssessment(["1-1-1"], { claim: "steps" }),
      testAssessment(["1-1-2"], { claim: "steps", inputsHash: "h2", verdict: "does_not_hold" }),
      testAssessment(["1-1-2"], { claim: "steps", inputsHash: "h2b", verdict: "lapsed" }),
      testAssessment(["1-1-2"], { claim: "steps", inputsHash: "h2b", verdict: "lapsed", readingFingerprint: "f2" }),
      testAssessment(["1-1-2"], {
        claim: "steps",
        inputsHash: "h2b",
        verdict: "lapsed",
        readingFingerprint: "f2",
        validUntil: "2027-01-01T00:00:00Z",
      }),
      testAssessment(["1-1-2"], {
        claim: "steps",
        inputsHash: "h2b",
        verdict: "lapsed",
        readingFingerprint: "f2",
        validUntil: "2027-01-01T00:00:00.000Z",
      }),
    ];
    const results = [];
    for (const step of steps) results.push(await appendAssessments(test.db, [step], NOW));
    expect(results.map((result) => [result.written, result.verdictChanges])).toEqual([
      [1, 0],
      [1, 1],
      [1, 1],
      [1, 0],
      [1, 0],
      [0, 0],
    ]);
    expect((await assessmentHistory(test.db, "steps")).map((one) => one.cause)).toEqual(["inputs", "inputs", "time", "rule", "time"]);
    expect((await latestAssessments(test.db)).filter((one) => one.claim === "steps")).toHaveLength(1);
    expect(
      (await newestFeedChanges(test.db, { claim: "steps" }, { before: null, limit: 10 })).entries.map((c) => [
        c.kind,
        c.detail.from,
        c.detail.to,
        c.detail.cause,
      ]),
    ).toEqual([
      ["verdict", "does_not_hold", "lapsed", "time"],
      ["verdict", "holds", "does_not_hold", "inputs"],
    ]);
  });

  it("are distinguished by claim, reading and question", async () => {
    const four = ["a", "b"].flatMap((reading) =>
      (["now", "atPublication"] as const).map((question) => testAssessment([], { claim: "four", reading, question })),
    );
    expect(await appendAssessments(test.db, four, NOW)).toMatchObject({ written: 4 });
    expect(await appendAssessments(test.db, [...four].reverse(), NOW)).toMatchObject({ written: 0 });
  });

  it("are written once by two workers that assess at the same moment", async () => {
    const one = [testAssessment([], { claim: "twice" })];
    const results = await Promise.all([appendAssessments(test.db, one, NOW), appendAssessments(test.db, one, NOW)]);
    expect(results.map((result) => result.written).sort()).toEqual([0, 1]);
  });

  it("past their validity are found by the daily run until they are made again", async () => {
    const due = (validUntil: string | null) => testAssessment([], { claim: "due", validUntil });
    await appendAssessments(test.db, [due("2026-02-01T00:00:00.000Z")], NOW);
    expect(await claimsPastValidity(test.db, new Date("2026-01-31"))).not.toContain("due");
    expect(await claimsPastValidity(test.db, new Date("2026-02-01"))).toContain("due");
    await appendAssessments(test.db, [due("2027-02-01T00:00:00.000Z")], NOW);
    expect(await claimsPastValidity(test.db, new Date("2026-02-01"))).not.toContain("due");
  });

  it("note how far the ledger is brought, even when nothing new was added", async () => {
    await claimStoreMode(test.db, "live");
    await appendAssessments(test.db, [], new Date("2026-03-01"));
    await appendAssessments(test.db, [], new Date("2026-02-01"));
    expect((await storeState(test.db)).assessedAt).toBe("2026-03-01T00:00:00.000Z");
  });
});
