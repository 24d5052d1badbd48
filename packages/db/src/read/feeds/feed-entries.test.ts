import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testAssessment } from "../../../testing/assessment-builders.ts";
import { type TestDatabase, testDatabase, testWebUrl } from "../../../testing/database.ts";
import { testSource } from "../../../testing/source-builder.ts";
import type { Db } from "../../connect.ts";
import { openDb } from "../../connect.ts";
import { appendAssessments } from "../../write/claims/append-assessments.ts";
import { changedNumbers } from "./changed-numbers.ts";
import { changedVerdicts } from "./changed-verdicts.ts";
import { newestFeedChanges, newestNotices } from "./feed-entries.ts";

const FIRST = { before: null, limit: 50 };

describe("what feeds are made of, read as the dashboard", () => {
  let test: TestDatabase;
  let web: Db;
  const observations: string[] = [];

  beforeAll(async () => {
    test = await testDatabase();
    web = await openDb(await testWebUrl(test), { max: 2 });
    const visas = await testSource(test.db, "visas");
    await visas.capture("2024-01-01", [
      ["AFG", "2023", 1],
      ["CHN", "2022", 90],
      ["CHN", "2023", 100],
    ]);
    await visas.capture("2024-06-01", [
      ["AFG", "2023", 1],
      ["CHN", "2022", 90],
      ["CHN", "2023", 101],
    ]);
    const ranks = await testSource(test.db, "ranks", { republish: "verdict_only" });
    await ranks.capture("2024-07-01", [["CHN", "2024", 55]]);
    const { rows } = await test.db.pool.query<{ id: string }>(
      `SELECT jsonb_array_elements_text(detail->'observations') AS id FROM changes ORDER BY changes.id`,
    );
    observations.push(...rows.map(({ id }) => id));
    const first = testAssessment(observations.slice(0, 3), { claim: "harder", inputsHash: "1" });
    await appendAssessments(test.db, [first], new Date("2024-02-01"));
    const inputs = [...observations.slice(0, 2), observations[3] ?? ""].sort();
    const second = testAssessment(inputs, { claim: "harder", inputsHash: "2", verdict: "does_not_hold" });
    await appendAssessments(test.db, [second], new Date("2024-06-02"));
  });
  afterAll(async () => {
    await web.close();
    await test.drop();
  });

  it("are the changes, newest first, of everything, a claim, an indicator or a source", async () => {
    const kinds = async (scope: Parameters<typeof newestFeedChanges>[1]) =>
      (await newestFeedChanges(web, scope, FIRST)).entries.map(({ kind, claim, indicator }) => `${kind} ${claim ?? indicator}`);
    expect(await kinds({})).toEqual(["verdict harder", "new_period ranks-count", "revision visas-count", "new_period visas-count"]);
    expect(await kinds({ claim: "harder" })).toEqual(["verdict harder"]);
    expect(await kinds({ claim: "harder", indicators: ["visas-count"] })).toHaveLength(3);
    expect(await kinds({ source: "ranks" })).toEqual(["new_period ranks-count"]);
    expect(await kinds({ indicators: ["nothing"] })).toEqual([]);
  });

  it("come in pages that neither repeat nor skip", async () => {
    const seen: string[] = [];
    let before: string | null = null;
    do {
      const page = await newestFeedChanges(web, {}, { before, limit: 3 });
      seen.push(...page.entries.map(({ id }) => id));
      before = page.older;
    } while (before !== null);
    expect(seen).toEqual((await newestFeedChanges(web, {}, FIRST)).entries.map(({ id }) => id));
  });

  it("name the numbers of watched series first, and what stood before a revision", async () => {
    const { entries } = await newestFeedChanges(web, { source: "visas" }, FIRST);
    const numbers = await changedNumbers(web, entries, ["visas-count|CHN|"], 1);
    const said = entries.map(({ id }) =>
      numbers.get(id)?.map(({ now, before }) => [now.area, now.period, now.value, before?.value ?? null]),
    );
    expect(said).toEqual([[["CHN", "2023", 101, 100]], [["CHN", "2023", 100, null]]]);
  });

  it("name the first few numbers of a change that wrote no watched ones", async () => {
    const { entries } = await newestFeedChanges(web, { source: "visas" }, FIRST);
    const numbers = await changedNumbers(web, entries, ["visas-count|IND|"], 2);
    expect(entries.map(({ id }) => numbers.get(id)?.length)).toEqual([1, 2]);
  });

  it("never hold a value that a licence withholds", async () => {
    const { entries } = await newestFeedChanges(web, { source: "ranks" }, FIRST);
    const numbers = [...(await changedNumbers(web, entries, ["ranks-count|CHN|"], 5)).values()].flat();
    expect(numbers.map(({ now }) => [now.value, now.raw, now.withheld])).toEqual([[null, "", "verdict_only"]]);
    expect(JSON.stringify(numbers)).not.toContain("55");
  });

  it("know why the inputs of a changed verdict were written", async () => {
    const { entries } = await newestFeedChanges(web, { claim: "harder" }, FIRST);
    const verdicts = await changedVerdicts(web, entries);
    expect(verdicts.get(entries[0]?.id ?? "")).toMatchObject({
      causes: ["revision"],
      assessment: { verdict: "does_not_hold", period: "2024" },
    });
  });

  it("keep apart what one document stated for the first time and what it revised", async () => {
    const mixed = await testSource(test.db, "mixed");
    await mixed.capture("2024-01-01", [["CHN", "2022", 1]]);
    await mixed.capture("2024-06-01", [
      ["CHN", "2022", 2],
      ["CHN", "2023", 3],
    ]);
    const { entries } = await newestFeedChanges(web, { source: "mixed" }, FIRST);
    const numbers = await changedNumbers(web, entries, ["mixed-count|CHN|"], 5);
    const said = entries.map(({ id, kind }) =>
      [kind, ...(numbers.get(id) ?? []).map(({ now }) => `${now.period}: ${now.value}`)].join(" "),
    );
    expect(said.sort()).toEqual(["new_period 2022: 1", "new_period 2023: 3", "revision 2022: 2"]);
  });

  it("are the notices for all subscribers, with whether a licence withholds their numbers", async () => {
    const tell = async (rule: string, tells: string | null, scopes: string[], inputs: string[], noticed = true) => {
      const facts = { rule: { name: { en: rule } }, inputs };
      const { rows } = await test.db.pool.query<{ id: string }>(
        `INSERT INTO alert_transitions (rule, rule_fingerprint, effective_at, evaluated_at, from_phase, to_phase, tells, cause, facts, scopes)
         VALUES ($1, 'f', '2024-06-01', '2024-06-02', 'normal', 'firing', $2, 'revision', $3, $4) RETURNING id::text`,
        [rule, tells, JSON.stringify(facts), scopes],
      );
      if (noticed) await test.db.pool.query(`INSERT INTO notices (transition_id, audience) VALUES ($1, 0)`, [rows[0]?.id]);
    };
    await tell("visas fell", "fired", ["rule:visas", "everything"], observations.slice(0, 1));
    await tell("ranks rose", "fired", ["rule:ranks", "everything"], observations.slice(4));
    await tell("looks fail", "late", ["rule:looks", "operator"], []);
    await tell("a stranger's threshold", "fired", ["rule:own-0123456789abcdef"], []);
    await tell("history", "fired", ["rule:visas", "everything"], [], false);
    const { entries, older } = await newestNotices(web, { before: null, limit: 1 });
    expect([entries[0]?.rule, entries[0]?.withheld, older]).toEqual(["ranks rose", true, entries[0]?.id]);
    const rest = await newestNotices(web, { before: older, limit: 50 });
    expect(rest.entries.map(({ rule, withheld, evaluatedAt }) => [rule, withheld, evaluatedAt])).toEqual([
      ["visas fell", false, "2024-06-02T00:00:00.000Z"],
    ]);
  });
});
