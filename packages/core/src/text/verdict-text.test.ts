import { globSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { describe, expect, it } from "vitest";
import { assessLedger, claimOf, GRADUATES, readingOf } from "../../testing/claim-builders.ts";
import { type EvidenceStore, evidenceAt, pointAt } from "../../testing/evidence-builders.ts";
import { assessClaim } from "../claim/assess.ts";
import type { Assessment, Question, Verdict } from "../claim/assessment.ts";
import type { Claim, Fit } from "../claim/claim.ts";
import { atLeast, atMost, inForce, majorityPercent, moreThan, nearlyHalfPercent } from "../measure/interval.ts";
import { growth, value } from "../measure/measure.ts";
import { asOfInstant } from "../time/instant.ts";
import { amountWords, dateWords, distanceWords, expectedWords, numberWords, periodWords } from "./format.ts";
import { REASON_WORDS } from "./reason-words.ts";
import { briefingSentence, counterReading, flipWords, reasonWords, verdictWords } from "./verdict-text.ts";

const TODAY = asOfInstant("2026-11-23");
const STORE: EvidenceStore = {
  series: [[GRADUATES, [pointAt("2000", 1), pointAt("2005", 2), pointAt("2010", 4), pointAt("2020", 8), pointAt("2025", 12)]]],
};
const assessed = (claim: Claim, store = STORE): Assessment[] => {
  const evidence = evidenceAt(store, TODAY);
  return assessClaim(claim, { atPublication: evidence, current: evidence }, TODAY);
};
const factor = (years: number) => ({ measure: growth(value(GRADUATES), { years }), expected: moreThan(5), unit: "x" });

describe("numbers in words", () => {
  it.each([
    [8.3933, "8.39"],
    [12_345_678, "12,345,678"],
    [999.96, "1,000"],
    [100.04, "100"],
    [0.04741, "0.0474"],
    [0.00001234, "0.0000123"],
    [-17, "-17"],
    [0, "0"],
  ])("%f reads %s", (number, words) => {
    expect(numberWords(number)).toBe(words);
  });

  it.each([
    [moreThan(14), "x", "more than 14x"],
    [atLeast(3), "universities", "at least 3 universities"],
    [atMost(50), "", "at most 50"],
    [nearlyHalfPercent, "%", "at least 45 % and under 50 %"],
    [majorityPercent, "%", "more than 50 %"],
    [inForce, "", "exactly 1"],
    [inForce, "in force", "in force"],
  ])("%o in %s reads %s", (interval, unit, words) => {
    expect(expectedWords(interval, unit)).toBe(words);
  });

  it("write dates and amounts out", () => {
    expect(dateWords("2025-02-10T23:59:59.999Z")).toBe("10 February 2025");
    expect(amountWords(1482, "programmes")).toBe("1,482 programmes");
    expect(amountWords(1.126, "x the earlier record")).toBe("1.13x the earlier record");
    expect(amountWords(25, "rank")).toBe("rank 25");
    expect(distanceWords(25, "rank")).toBe("25 places");
    expect([1, 0].map((value) => amountWords(value, "in force"))).toEqual(["in force", "not in force"]);
    expect([periodWords("2020-06-01"), periodWords("FY2024")]).toEqual(["on 1 June 2020", "for FY2024"]);
  });
});

describe("verdict words", () => {
  it.each<[Question, Verdict, Fit, Parameters<typeof verdictWords>[3], string]>([
    ["atPublication", "supported", "same", { period: "2020" }, "Supported. Checked only with what was public by 10 Feb 2025."],
    ["withHindsight", "contradicted", "same", { period: "2020" }, "Contradicted. Checked with all evidence for the year it speaks of."],
    [
      "now",
      "holds",
      "same",
      { period: "2025", lastChecked: "2026-11-23" },
      "Holds. The same test on the newest year, 2025; last checked 23 November 2026.",
    ],
    ["now", "not_in_line", "proxy", { period: "2025-08" }, "Not in line (proxy). The same test on the newest month, 2025-08."],
    ["now", "does_not_hold", "same", { period: "edition 2026" }, "Does not hold. The same test on the newest edition, edition 2026."],
    [
      "now",
      "lapsed",
      "same",
      { period: "2022", due: "2024-07-01" },
      "Lapsed. The next was due 1 July 2024; we make no statement about today.",
    ],
    [
      "now",
      "no_newer_data",
      "same",
      { period: "2022", lastChecked: "2026-11-23" },
      "No newer data. The newest evidence is for 2022; last checked 23 November 2026.",
    ],
    ["now", "not_assessable", "same", { period: null }, "Not assessable. No value to put to the test."],
    ["now", "open", "same", { period: "2025", due: "2027-12-31" }, "Open. A prediction, judged at the end of 31 December 2027."],
    ["now", "not_yet_assessed", "same", { period: null }, "Not yet assessed."],
  ])("%s, %s", (question, verdict, fit, context, words) => {
    expect(verdictWords(question, verdict, fit, context)).toBe(words);
  });
});

describe("reason words", () => {
  const apart = ["errors.ts", "reason-words.ts"];
  const files = globSync("**/*.ts", { cwd: `${import.meta.dirname}/..` }).filter(
    (file) => !file.endsWith(".test.ts") && !apart.includes(basename(file)),
  );
  const literal = files.flatMap((file) => {
    const text = readFileSync(`${import.meta.dirname}/../${file}`, "utf8");
    return [...text.matchAll(/code: "([a-z_]+)"/g)].map((match) => match[1] ?? "");
  });
  const chosen = [
    "inside_expected",
    "disjoint_expected",
    "straddles",
    "lower_bound",
    "upper_bound",
    "provisional",
    "estimated",
    "forecast_used",
  ];
  const others = ["definition_differs", "prediction_open", "prediction_overdue", "no_evidence", "not_held_by_us"];

  it("exist for every reason an assessment can carry, and for no other", () => {
    expect(Object.keys(REASON_WORDS).sort()).toEqual([...new Set([...literal, ...chosen, ...others])].sort());
  });

  it("are whole sentences that never say a thing is true", () => {
    const all = {
      indicator: "graduates",
      area: "CHN",
      period: "2020",
      publishedOn: "2021-08-31",
      heldSince: "2026-03-01",
      due: "2027-07-01",
    };
    for (const code of Object.keys(REASON_WORDS)) {
      const words = reasonWords({
        code,
        ...all,
        dueOn: "2027-12-31",
        n: 867,
        side: "below",
        note: "first degrees",
        provenance: "reported",
      });
      expect(words).toMatch(/^[A-Z].*\.$/);
      expect(words).not.toMatch(/undefined|null|NaN|\btrue\b/i);
    }
  });

  it("end with one stop, also where a note brings its own", () => {
    const words = reasonWords({ code: "bridged", note: "Degrees instead of graduates." });
    expect(words).toBe("Another definition than the claim's: Degrees instead of graduates.");
  });

  it("say published then, not held by us", () => {
    expect(
      reasonWords({
        code: "published_then_not_held",
        indicator: "graduates",
        area: "CHN",
        period: "2020",
        publishedOn: "2021-08-31",
        heldSince: "2026-03-01",
      }),
    ).toBe("Published then, not held by us: out on 31 August 2021, held since 1 March 2026 (graduates, CHN, 2020).");
    expect(reasonWords({ code: "newly_invented" })).toBe("newly invented.");
  });
});

describe("a sentence for a briefing", () => {
  const paraphrase = { en: "Graduates grew more than five-fold in two decades." };

  it("gives the verdict, the number, the variants and the day", () => {
    const claim = claimOf([readingOf(factor(20)), readingOf({ id: "ten", ...factor(10), primary: false })], { paraphrase });
    expect(briefingSentence(claim, assessed(claim))).toBe(
      "Graduates grew more than five-fold in two decades (our paraphrase): supported by its closest reading, 8x for 2020 against more than 5x claimed; " +
        "0 of 1 variant agree; on the newest data, 6x for 2025, it holds; as of 23 November 2026.",
    );
  });

  it("says when it is fragile, not independent, or has nothing newer to stand on", () => {
    const study = { ...readingOf({ expected: moreThan(7.9), sameStudy: true, newest: "fixed" }), unit: "points" };
    const claim = claimOf([study], { paraphrase });
    expect(briefingSentence(claim, assessed(claim))).toBe(
      "Graduates grew more than five-fold in two decades (our paraphrase): supported, though fragile, by its closest reading, 8 points for 2020 against more than 7.9 points claimed, " +
        "on the study the article cites, which is not independent; no newer data; as of 23 November 2026.",
    );
    const lapsed = assessed(claimOf([readingOf()]), {
      ...STORE,
      facts: { graduates: { cadence: { every: "P1M", lag: "P0D", grace: "P1M" } } },
    });
    expect(briefingSentence(claimOf([readingOf()], { paraphrase }), lapsed)).toContain(
      "nothing is said of today, the next figure was due 1 February 2026",
    );
  });

  it("says why nothing can be said", () => {
    const claim = claimOf([readingOf({ measure: null, notHeld: "not_held_by_us" })], { paraphrase });
    expect(briefingSentence(claim, assessed(claim))).toBe(
      "Graduates grew more than five-fold in two decades (our paraphrase): not checkable by its closest reading (Evidence may exist; we do not hold it); as of 23 November 2026.",
    );
    expect(briefingSentence(claimOf([], { paraphrase }), [])).toMatch(/not checkable\.$/);
    expect(briefingSentence(claim, [])).toMatch(/not yet assessed\.$/);
  });

  it("calls a prediction a prediction", () => {
    const prediction = { criteria: "more than in 2024", writtenOn: "2026-11-23", dueOn: "2027-12-31" };
    const claim = claimOf([readingOf()], { kind: "prediction", paraphrase, prediction });
    expect(briefingSentence(claim, assessed(claim))).toContain("a prediction, open, judged at the end of 31 December 2027");
  });
});

describe("the counter-reading", () => {
  const against = (readings: Claim["readings"]) => {
    const claim = claimOf(readings);
    return counterReading(claim, assessed(claim));
  };

  it("is the farthest from its flip among those that disagree", () => {
    const words = against([
      readingOf({ ...factor(20), says: "Over twenty years." }),
      readingOf({ ...factor(10), id: "ten", primary: false, says: "Over ten years." }),
      readingOf({ ...factor(15), id: "fifteen", primary: false, says: "Over fifteen years." }),
    ]);
    expect(words).toBe("Against it: Over ten years (2x for 2020 against more than 5x claimed): contradicted.");
  });

  it("is a supporting one where the primary is contradicted, and none where all agree", () => {
    const ten = readingOf({ ...factor(10), says: "Over ten years." });
    const twenty = readingOf({ ...factor(20), id: "twenty", primary: false, says: "Over twenty years." });
    expect(against([ten, twenty])).toContain("Over twenty years (8x for 2020 against more than 5x claimed): supported");
    expect(
      against([
        { ...ten, id: "a" },
        { ...ten, id: "b", primary: false },
      ]),
    ).toBeNull();
    expect(against([])).toBeNull();
  });

  it("is a proxy only where nothing better disagrees, and never an uncounted one", () => {
    const primary = readingOf(factor(20));
    const proxy = readingOf({ ...factor(10), id: "proxy", primary: false, fit: "proxy", says: "A proxy." });
    expect(against([primary, proxy])).toContain("A proxy (2x for 2020 against more than 5x claimed): not in line");
    expect(against([primary, { ...proxy, fit: "same", uncounted: true }])).toBeNull();
  });
});

describe("how far the flip is", () => {
  it("is said in the reading's unit, and in standard errors where known", () => {
    const reading = readingOf(factor(20));
    const plain = assessLedger(claimOf([reading]), STORE)("level", "withHindsight");
    expect(flipWords(plain, reading)).toBe("The verdict flips at 5x; the value is 3x away.");
    const margin = { flipsAt: 45, distance: 2, standardErrors: 1.18 };
    expect(flipWords({ ...plain, margin }, { ...reading, unit: "%" })).toBe(
      "The verdict flips at 45 %; the value is 2 points away, 1.18 standard errors.",
    );
    expect(flipWords({ ...plain, margin: null }, reading)).toBeNull();
  });
});
