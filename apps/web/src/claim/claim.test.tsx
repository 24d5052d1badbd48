import { readingOf } from "@talent/core/testing/claim-builders";
import type { ApiObservation } from "@talent/db/read/observations/api-observation";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import type { ShownAssessment } from "../ledger/load.ts";
import { policyEvents } from "../ledger/policy-events.ts";
import { assessmentChanges, chartedReading } from "./claim-history.tsx";
import { headlineWords } from "./claim-page.tsx";

import { InputsTable } from "./inputs-table.tsx";
import type { PastAssessment } from "./load.ts";
import { QuestionAnswer, ReadingsTable } from "./readings.tsx";

const answer = (more: Partial<ShownAssessment> = {}): ShownAssessment => ({
  claim: "graduates",
  reading: "level",
  question: "withHindsight",
  verdict: "contradicted",
  value: 8.39,
  low: 8.38,
  high: 8.4,
  period: "2020",
  asOf: "2025-02-10T23:59:59.999Z",
  knownAt: "2025-02-10T23:59:59.999Z",
  validUntil: null,
  inputs: [],
  reasons: [{ code: "disjoint_expected", side: "below" }],
  direction: null,
  margin: { flipsAt: 14, distance: 5.61, standardErrors: null },
  fragile: true,
  readingFingerprint: "",
  inputsHash: "",
  ...more,
});

const reading = readingOf({
  unit: "x",
  expected: { low: 14, high: Number.POSITIVE_INFINITY, lowOpen: true, highOpen: true },
  bridge: "Another base.",
});

describe("the card of a question", () => {
  it("says the verdict, the value, the reasons and what would flip it", () => {
    const text = renderToStaticMarkup(<QuestionAnswer reading={reading} assessment={answer()} />);
    for (const words of ["Contradicted", "Fragile", "8.39×", "8.38× to 8.4×", "lies below what was claimed", "The verdict flips at 14×"]) {
      expect(text).toContain(words);
    }
  });
});

describe("the card of a policy that nobody has looked at again", () => {
  it("says that our own review was due, and speaks of no figure", () => {
    const lapsed = { code: "lapsed", due: "2021-06-02", period: "2020-06-01", review: true };
    const reasons = [lapsed, { code: "next_due", due: "2021-06-02", review: true }];
    const policy = readingOf({ unit: "in force" });
    const assessment = answer({
      question: "now",
      verdict: "lapsed",
      value: 1,
      low: 1,
      high: 1,
      period: "2020-06-01",
      reasons,
      margin: null,
    });
    const text = renderToStaticMarkup(<QuestionAnswer reading={policy} assessment={assessment} />);
    expect(text).toContain("Our next review was due 2 June 2021; we make no statement about today.");
    expect(text).not.toMatch(/figure|The next/);
  });
});

describe("the readings side by side", () => {
  const text = renderToStaticMarkup(
    <ReadingsTable readings={[{ reading, assessments: [answer(), answer({ question: "now", verdict: "lapsed" })] }]} />,
  );

  it("have what the claim needs, the bridge, the origin of the data and a picture that says the same", () => {
    for (const words of [
      "more than 14×",
      "Another base.",
      "Origin: MOE",
      "Closest reading",
      "All evidence for its year: 8.39×, contradicted",
    ]) {
      expect(text).toContain(words);
    }
  });

  it("say that a number is withheld, and keep its verdict", () => {
    const withheld = answer({ value: null, low: null, high: null, withheld: "verdict_only" });
    const hidden = renderToStaticMarkup(<ReadingsTable readings={[{ reading, assessments: [withheld] }]} />);
    expect(hidden).toContain("number withheld by licence");
    expect(hidden).toContain("Contradicted");
    expect(hidden).not.toContain("8.39");
  });
});

describe("the inputs", () => {
  it("lead to the evidence of each number, as of the day that is shown", () => {
    const input = {
      id: "14-5-k",
      indicator: "cn-graduates-regular",
      area: "CHN",
      dimensions: {},
      period: "2000",
      value: 949_800,
      unit: "persons",
      status: "A",
      vintage: "2002-12-31T00:00:00.000Z",
      publishedOn: null,
    } as unknown as ApiObservation;
    const text = renderToStaticMarkup(<InputsTable inputs={[input]} carried={{ as_of: "2025-02-10" }} />);
    expect(text).toContain('href="/evidence/14-5-k?as_of=2025-02-10"');
    expect(text).toContain("949,800 persons");
    expect(text).toContain("not stated");
  });
});

describe("the history of verdicts", () => {
  const past = (id: string, more: Partial<ShownAssessment> = {}) =>
    ({ ...answer(more), id, recordedAt: "", cause: "inputs" }) as PastAssessment;

  it("keeps what changed, newest first, and knows the first", () => {
    const history = [past("1"), past("2"), past("3", { value: 9 }), past("4", { value: 9, question: "now" })];
    expect(assessmentChanges(history).map(({ id, first }) => [id, first])).toEqual([
      ["4", true],
      ["3", false],
      ["1", true],
    ]);
  });
});

describe("the headline in words", () => {
  it.each([
    [{ agree: 1, total: 5, unanswered: 2 }, "1 of 5 variants agrees, 2 without an answer. Independent data origins: 1."],
    [{ agree: 0, total: 1, unanswered: 0 }, "0 of 1 variant agree. Independent data origins: 1."],
    [{ agree: 0, total: 0, unanswered: 0 }, "No other reading decides. Independent data origins: 1."],
  ])("for %o", (sensitivity, words) => {
    const primary = { atPublication: "contradicted", withHindsight: "contradicted", now: "lapsed" } as const;
    expect(headlineWords({ primary, sensitivity, dataOrigins: 1 })).toBe(words);
  });
});

describe("the chart of a claim", () => {
  it("draws no policy, and nothing where nothing can be computed", () => {
    expect(chartedReading([readingOf({ unit: "in force" })], new Map())).toBeNull();
  });

  it("marks a policy on the first day it was in force", () => {
    const point = (period: string, value: number) => ({ period, value });
    const key = "policy-in-force|USA|event=proclamation-10043";
    const shown = new Map([[key, [point("2021-01-01", 1), point("2020-06-01", 1), point("2019-01-01", 0)]]]) as never;
    expect(policyEvents(shown)).toEqual([{ at: "2020-06-01", label: "Proclamation 10043, 2020" }]);
  });
});
