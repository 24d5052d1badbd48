import type { Assessment, Question, Verdict } from "@talent/core/claim/assessment";
import { headline } from "@talent/core/claim/headline";
import { claimOf, readingOf } from "@talent/core/testing/claim-builders";
import { describe, expect, it } from "vitest";
import { claimRow, ledgerLists } from "./claim-list.ts";

import { matchesFilter, primaryAssessments, readLedgerFilter } from "./filters.ts";
import type { LedgerEntry, LedgerView } from "./load.ts";
import { countVerdicts } from "./overview.tsx";
import { claimSentence, rowModels } from "./row-model.ts";

const assessment = (question: Question, verdict: Verdict, more: Partial<Assessment> = {}): Assessment => ({
  claim: "graduates",
  reading: "level",
  question,
  verdict,
  value: 8,
  low: 8,
  high: 8,
  period: "2020",
  asOf: "2025-02-10T23:59:59.999Z",
  knownAt: "2025-02-10T23:59:59.999Z",
  validUntil: null,
  inputs: [],
  reasons: [],
  direction: question === "now" ? "narrowing" : null,
  margin: null,
  fragile: false,
  readingFingerprint: "",
  inputsHash: "",
  ...more,
});

const claim = claimOf([readingOf(), readingOf({ id: "other", primary: false })]);
const assessments = [
  assessment("atPublication", "contradicted"),
  assessment("withHindsight", "supported"),
  assessment("now", "lapsed", { fragile: true }),
  assessment("now", "does_not_hold", { reading: "other" }),
];
const times = { lastChecked: "2026-11-23T06:00:00Z", lastChanged: null, nextExpected: "2021-06-02" };
const entry: LedgerEntry = { claim, assessments, headline: headline(claim, assessments), times };
const view: LedgerView = {
  store: { mode: "live", replayTo: null, lastChange: null, schedulerBeat: null, assessedAt: null },
  knownAt: new Date("2026-11-23T12:00:00Z"),
  checkedAt: "2026-11-23T12:00:00.000Z",
  entries: [entry],
  sources: [],
  shown: new Map(),
};

describe("the filter of the ledger", () => {
  const filter = (query: Record<string, string>) => readLedgerFilter((name) => query[name] ?? null);

  it.each([
    [{}, true],
    [{ verdict: "contradicted" }, true],
    [{ verdict: "contradicted", question: "withHindsight" }, false],
    [{ verdict: "does_not_hold" }, false],
    [{ fragile: "1" }, true],
    [{ fragile: "1", verdict: "holds" }, false],
  ])("%o lets the claim pass: %s", (query, expected) => expect(matchesFilter(entry, filter(query))).toBe(expected));

  it("leaves out what it does not know", () => {
    expect(filter({ verdict: "true", question: "why", fragile: "yes" })).toEqual({ verdict: null, question: null, fragile: false });
  });

  it("looks at the primary reading alone, in the order of the questions", () => {
    expect(primaryAssessments(entry).map((one) => one.verdict)).toEqual(["contradicted", "supported", "lapsed"]);
  });
});

describe("the counts at a glance", () => {
  it("put verdicts for the claim first and those without an answer last", () => {
    const primary = (now: Verdict) => ({ ...entry.headline, primary: { ...entry.headline.primary, now } });
    const counts = countVerdicts([primary("lapsed"), primary("lapsed"), primary("does_not_hold"), primary("holds")], "now");
    expect(counts).toEqual([
      { verdict: "holds", count: 1 },
      { verdict: "does_not_hold", count: 1 },
      { verdict: "lapsed", count: 2 },
    ]);
  });
});

describe("a claim's row", () => {
  const [model] = rowModels(view);

  it("reads as the one sentence that can be quoted", () => {
    const { claimed, verdict } = claimSentence(claim, assessments, view.checkedAt);
    expect(claimed).toBe("More than ten graduated in 2020:");
    expect(verdict).toMatch(/^supported by its closest reading, 8 persons for 2020 .*as of 23 November 2026\.$/);
  });

  it("shows value and period under every question, and says that the next figure was due", () => {
    const { markup } = claimRow(model as NonNullable<typeof model>, {});
    expect(markup.match(/8 persons, <span class="row-period">2020/g)).toHaveLength(3);
    expect(markup).toContain("<dt>next was due</dt> <dd>2 Jun 2021</dd>");
    expect(markup).toContain("direction: narrowing");
    expect(markup).toContain("Fragile");
  });

  it("says of a policy that our own review was due, and of nobody's figure", () => {
    const reasons = [{ code: "next_due", due: "2021-06-02", review: true }];
    const reviewed = { ...entry, assessments: [assessment("now", "lapsed", { reasons })] };
    const { markup } = claimRow({ ...(model as NonNullable<typeof model>), entry: reviewed }, {});
    expect(markup).toContain("<dt>our next review was due</dt> <dd>2 Jun 2021</dd>");
    expect(markup).not.toContain("next was due");
  });

  it("shows a withheld number as withheld, with its verdict", () => {
    const withheld = {
      ...assessment("withHindsight", "supported", { value: null, low: null, high: null }),
      withheld: "verdict_only" as const,
    };
    const [hidden] = rowModels({ ...view, entries: [{ ...entry, assessments: [withheld] }] });
    expect(claimRow(hidden as NonNullable<typeof hidden>, {}).markup).toContain("withheld by licence");
  });

  it("keeps hostile words inert", () => {
    const hostile = {
      ...claim,
      paraphrase: { en: "<img src=x onerror=alert(1)>" },
      place: { paragraph: 1, saidBy: '"><script>', sourceNamed: null },
    };
    const [row] = rowModels({ ...view, entries: [{ ...entry, claim: hostile }] });
    expect(claimRow(row as NonNullable<typeof row>, {}).markup).not.toMatch(/<img|<script/);
  });
});

describe("the lists of the ledger", () => {
  it("are made once for a view, a filter and a set of links", () => {
    const filter = readLedgerFilter(() => null);
    const models = rowModels(view);
    const lists = ledgerLists(view, models, filter, {});
    expect(ledgerLists(view, models, filter, {})).toBe(lists);
    expect(ledgerLists(view, models, filter, { theme: "dark" }).claims.markup).toContain("theme=dark");
    expect([lists.shown, lists.opinions.markup]).toEqual([1, ""]);
  });
});
