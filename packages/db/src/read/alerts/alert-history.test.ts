import type { Republish } from "@talent/core/capture/source";
import { value } from "@talent/core/measure/measure";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { evaluatedRule, firingStep, testPass, testReader } from "../../../testing/alert-builders.ts";
import { testAssessment } from "../../../testing/assessment-builders.ts";
import { type TestDatabase, testDatabase } from "../../../testing/database.ts";
import { testSource } from "../../../testing/source-builder.ts";
import { openAsWebRole } from "../../../testing/subscriber-builders.ts";
import { InvalidCursor } from "../../errors.ts";
import type { EvaluatedRule } from "../../write/alerts/alert-pass.ts";
import { recordTransitions } from "../../write/alerts/record-transitions.ts";
import { appendAssessments } from "../../write/claims/append-assessments.ts";
import { alertEntries, alertEntry } from "./alert-history.ts";
import { rulePhases } from "./rule-states.ts";

describe("the history of rules", () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await testDatabase();
    await testReader(test.db, { scopes: ["everything"] });
    const scopes = (name: string) => [`rule:${name}`, "indicator:visas", "everything"];
    await record({ rule: "a", scopes: scopes("a") }, [
      { ...firingStep("2024-01-01"), news: false },
      firingStep("2024-02-01", { from: "firing", to: "stale", tells: null, cause: "time" }),
    ]);
    await record({ rule: "b", scopes: scopes("b") }, [
      firingStep("2025-02-01", { after: { period: "2024", value: -18 } }),
      firingStep("2025-03-01", {
        from: "firing",
        to: "retracted",
        tells: "retracted",
        retracts: "2025-02-01T00:00:00.000Z",
        cause: "revision",
      }),
    ]);
    await record({ rule: "looks", scopes: ["rule:looks", "operator"] }, [firingStep("2025-04-01", { tells: "late" })]);
    await record({ rule: "own-1", scopes: ["rule:own-1"] }, [firingStep("2025-05-01")]);
  });
  afterAll(() => test.drop());

  const record = (more: Partial<EvaluatedRule>, steps: Parameters<typeof evaluatedRule>[0]) =>
    recordTransitions(test.db, testPass([evaluatedRule(steps, more)]));
  const list = async (filter: Parameters<typeof alertEntries>[1], limit = 50) =>
    (await alertEntries(test.db, filter, null, limit)).data.map(
      ({ rule, facts, audience }) => `${rule} ${facts.tells ?? facts.to} ${audience}`,
    );

  it("is newest first, of everything that is public: neither of our own fetches nor of a user rule", async () => {
    expect(await list({})).toEqual(["b retracted 0", "b fired 1", "a stale null", "a fired null"]);
  });
  it("is that of one rule, of one scope, or of what people were notified of", async () => {
    expect(await list({ rule: "own-1" })).toEqual(["own-1 fired 0"]);
    expect(await list({ rule: "b" })).toEqual(["b retracted 0", "b fired 1"]);
    expect(await list({ scope: "operator" })).toEqual(["looks late 0"]);
    expect(await list({ scope: "indicator:visas", told: true })).toEqual(["b retracted 0", "b fired 1"]);
  });
  it("comes in pages, by the id of the last entry", async () => {
    const first = await alertEntries(test.db, {}, null, 3);
    const second = await alertEntries(test.db, {}, first.next, 3);
    expect([first.data.length, second.data.length, second.next]).toEqual([3, 1, null]);
    for (const cursor of ["0", "-1", "1'", "x", "99999999999999999999"])
      await expect(alertEntries(test.db, {}, cursor, 3)).rejects.toThrow(InvalidCursor);
  });
  it("names what an entry retracts, and what retracted it", async () => {
    const [back, fired] = (await alertEntries(test.db, { rule: "b" }, null, 2)).data;
    expect(back).toMatchObject({ retracts: fired?.id, retractedBy: null, at: "2025-03-01T00:00:00.000Z" });
    expect(fired).toMatchObject({ retracts: null, retractedBy: back?.id, evaluatedAt: "2025-06-01T00:00:00.000Z", withheld: null });
    expect(await alertEntry(test.db, fired?.id ?? "")).toEqual(fired);
    for (const id of ["0", "99999", "1; DROP", "1e3"]) expect(await alertEntry(test.db, id)).toBeNull();
  });
  it("can be read by the dashboard's role, with the phase of every rule since when, and the last notice", async () => {
    const web = openAsWebRole(test.url);
    try {
      const [entry] = (await alertEntries(web, { rule: "b" }, null, 1)).data;
      const phases = await rulePhases(web);
      expect(phases.map(({ rule, phase }) => [rule, phase])).toEqual([
        ["a", "stale"],
        ["b", "retracted"],
        ["looks", "firing"],
        ["own-1", "firing"],
      ]);
      expect(phases[1]).toEqual({
        rule: "b",
        phase: "retracted",
        since: "2025-03-01T00:00:00.000Z",
        evaluatedTo: "2025-06-01T00:00:00.000Z",
        knownSince: "2024-01-01T00:00:00.000Z",
        lastNotice: { id: entry?.id, at: "2025-03-01T00:00:00.000Z" },
      });
      expect(phases[0]?.lastNotice).toBeNull();
    } finally {
      await web.close();
    }
  });

  describe("under a licence", () => {
    const told = { before: { period: "2023", value: 12345 }, after: { period: "2024", value: 6789 } };
    let turn = 0;
    const entryOf = async (republish: Republish, { cite = false, bare = false } = {}) => {
      const id = `g${++turn}`;
      const source = await testSource(test.db, id, { republish });
      await source.capture("2025-01-01", [["CHN", "2024", 6789]]);
      const { rows } = await test.db.pool.query("SELECT detail->'observations'->>0 AS input FROM changes WHERE source_id = $1", [id]);
      if (cite) await appendAssessments(test.db, [testAssessment([rows[0].input], { claim: id })], new Date("2025-01-02"));
      const watch = { ...evaluatedRule([]).about.watch, measure: value({ indicator: source.indicator, area: "CHN", dimensions: {} }) };
      const about = { ...evaluatedRule([]).about, watch } as EvaluatedRule["about"];
      await record({ rule: id, about }, [firingStep("2025-02-01", { ...told, inputs: bare ? [] : [rows[0].input] })]);
      return (await alertEntries(test.db, { rule: id }, null, 1)).data[0];
    };
    it("shows the numbers where they may be shown", async () => {
      expect(await entryOf("values")).toMatchObject({ withheld: null, facts: told });
      expect(await entryOf("cited", { cite: true })).toMatchObject({ withheld: null, facts: told });
    });
    it("withholds them where not, and marks that; the periods stay", async () => {
      const kept = { before: { period: "2023", value: null }, after: { period: "2024", value: null } };
      for (const [republish, options] of [
        ["verdict_only", {}],
        ["verdict_only", { bare: true }],
        ["cited", {}],
        ["counts", {}],
        ["counts", { bare: true }],
      ] as const) {
        const entry = await entryOf(republish, options);
        expect(entry).toMatchObject({ withheld: republish, facts: kept });
        expect(JSON.stringify(entry)).not.toMatch(/12345|6789/);
      }
    });
    it("withholds the former number of a verdict that now has no inputs", async () => {
      const source = await testSource(test.db, "gone", { republish: "verdict_only" });
      await source.capture("2025-01-01", [["CHN", "2024", 6789]]);
      const { rows } = await test.db.pool.query("SELECT detail->'observations'->>0 AS input FROM changes WHERE source_id = 'gone'");
      await appendAssessments(test.db, [testAssessment([rows[0].input], { claim: "gone-claim" })], new Date("2025-01-02"));
      const watch = { kind: "verdict", claim: "gone-claim", reading: "a-reading", questions: ["now"] } as const;
      await record({ rule: "gone-verdict", about: { ...evaluatedRule([]).about, watch } }, [
        firingStep("2025-02-01", { tells: "changed", before: told.before }),
      ]);
      const [entry] = (await alertEntries(test.db, { rule: "gone-verdict" }, null, 1)).data;
      expect(entry).toMatchObject({ withheld: "verdict_only", facts: { before: { period: "2023", value: null } } });
    });
  });
});
