import { describe, expect, it } from "vitest";
import { ruleAround } from "../../testing/alert-builders.ts";
import { alertHistory } from "./phase.ts";
import type { Watch } from "./rule.ts";
import { type AnsweredReading, verdictReleases } from "./verdict-releases.ts";

const watch: Extract<Watch, { kind: "verdict" }> = {
  kind: "verdict",
  claim: "visas-harder",
  reading: "in-force",
  questions: ["withHindsight", "now"],
};
const day = (date: string): string => `${date}T12:00:00.000Z`;
const answer = (date: string, more: Partial<AnsweredReading> = {}): AnsweredReading => ({
  question: "now",
  verdict: "holds",
  value: 1,
  period: "2024",
  knownAt: day(date),
  cause: "new_period",
  inputs: ["a"],
  ...more,
});
const releases = (answers: readonly AnsweredReading[], from: string | null = null, to = "2030-01-01") =>
  verdictReleases(watch, answers, from === null ? null : new Date(from), new Date(to));
const words = (answers: readonly AnsweredReading[], from: string | null = null) =>
  releases(answers, from).map((one) => (one.kind === "verdict" ? [one.at.slice(0, 10), one.verdicts, one.cause] : []));

const HISTORY: AnsweredReading[] = [
  answer("2025-01-01", { question: "withHindsight", verdict: "supported" }),
  answer("2025-01-01"),
  answer("2025-01-01", { question: "atPublication", verdict: "not_checkable" }),
  answer("2025-03-01", { verdict: "does_not_hold", value: 0, period: "2025" }),
  answer("2025-04-01", { question: "withHindsight", verdict: "contradicted", cause: "correction", inputs: ["b"] }),
  answer("2025-05-01", { verdict: "lapsed", cause: "time" }),
];

describe("what a rule about a verdict learns", () => {
  it("is the whole of its questions at every instant one of them was answered anew, and no other question", () => {
    expect(words(HISTORY)).toEqual([
      ["2025-01-01", { withHindsight: "supported", now: "holds" }, "new_period"],
      ["2025-03-01", { withHindsight: "supported", now: "does_not_hold" }, "new_period"],
      ["2025-04-01", { withHindsight: "contradicted", now: "does_not_hold" }, "correction"],
      ["2025-05-01", { withHindsight: "contradicted", now: "lapsed" }, "time"],
    ]);
  });

  it("begins after an instant with what stood then, and ends at the given instant", () => {
    const since = HISTORY.slice(3);
    const base = [HISTORY[0] as AnsweredReading];
    expect(words([...base, ...since], "2025-03-01T12:00:00Z").map(([at]) => at)).toEqual(["2025-04-01", "2025-05-01"]);
    expect(words([...base, ...since], "2025-03-01T12:00:00Z")).toEqual(words(HISTORY).slice(2));
    expect(releases(HISTORY, null, "2025-03-15")).toHaveLength(2);
  });

  it("is about the question whose verdict moved, not about one that only has more inputs", () => {
    const both = [
      answer("2025-01-01", { question: "withHindsight", verdict: "supported" }),
      answer("2025-01-01"),
      answer("2025-02-01", { question: "withHindsight", verdict: "supported", value: 5, cause: "revision" }),
      answer("2025-02-01", { verdict: "does_not_hold", value: 7, period: "2025", cause: "new_period", inputs: ["c"] }),
    ];
    expect(releases(both).at(-1)).toMatchObject({ cause: "new_period", value: 7, period: "2025", inputs: ["c"] });
  });

  it("takes what was stated last, also where the clock had been put back in between", () => {
    const back = [answer("2025-03-01"), answer("2025-02-01", { verdict: "does_not_hold" }), answer("2025-04-01", { verdict: "lapsed" })];
    expect(words(back)).toEqual([
      ["2025-03-01", { now: "does_not_hold" }, "new_period"],
      ["2025-04-01", { now: "lapsed" }, "new_period"],
    ]);
  });

  it("gives every change of verdict by the fold, with its cause, and notifies no one of the first answer", () => {
    const { transitions } = alertHistory(ruleAround(watch), releases(HISTORY));
    expect(transitions.map(({ tells, cause }) => [tells, cause])).toEqual([
      ["changed", "new_period"],
      ["changed", "correction"],
      ["changed", "time"],
    ]);
  });
});
