import type { Claim, Reading } from "@talent/core/claim/claim";
import { bindingsOf, leadBindingsOf, type Measure, partsOf } from "@talent/core/measure/measure";
import { parsePeriod } from "@talent/core/time/period";
import { describe, expect, it } from "vitest";
import { indicatorById } from "../indicators/all.ts";
import { keyProblem } from "../series/series.ts";
import { ARTICLE, CLAIMS, claimById } from "./all.ts";

import { OPINIONS } from "./opinions.ts";

/** The ledger as designed: id, paragraph, kind. */
const CHECKABLE: readonly (readonly [string, number, Claim["kind"]])[] = [
  ["graduate-growth", 9, "growth_factor"],
  ["stem-ratio", 10, "ratio"],
  ["ai-programs", 10, "cumulative_since"],
  ["top-talent-origin", 11, "share"],
  ["top-talent-origin-us", 11, "share"],
  ["top-talent-work-us", 11, "share"],
  ["top-talent-work-china", 11, "direction"],
  ["visas-harder", 13, "policy_event"],
  ["abroad-and-stay", 9, "share"],
  ["civil-service-record", 19, "record"],
  ["world-class-universities", 9, "rank_membership"],
  ["tsinghua-peking", 15, "rank_membership"],
  ["stem-phds", 3, "ratio"],
  ["education-investment", 5, "direction"],
  ["research-funding", 16, "direction"],
  ["academia-industry-ties", 16, "ratio"],
  ["deepseek-educated-in-china", 2, "share"],
  ["ai-leader-2025", 5, "policy_event"],
  ["more-startups", 20, "prediction"],
  ["stay-and-build", 14, "prediction"],
];

const OPINION_PARAGRAPHS: Readonly<Record<string, number>> = {
  "education-equals-us": 1,
  "peers-hire-abroad": 2,
  "school-competition": 4,
  "investment-nurtured-talent": 5,
  "party-control-over-growth": 6,
  "deepseek-evaded-pressure": 7,
  "no-education-gap": 8,
  "talent-must-go-somewhere": 12,
  "exam-oriented": 15,
  "uneven-programs": 15,
  "deepseek-alma-maters": 15,
  "government-as-threat": 17,
  crackdown: 18,
  "ai-shielded": 20,
  "counterfactual-tolerance": 20,
  "private-capital": 21,
  "quick-results": 22,
  "improvers-not-inventors": 22,
  "little-hard-core-innovation": 23,
  "hedge-fund-and-humanities": 24,
  "emulate-deepseek": 25,
  "government-out-of-the-way": 26,
  "hands-off": 27,
};

const readings: readonly (readonly [Claim, Reading])[] = CLAIMS.flatMap((claim) =>
  claim.readings.map((reading) => [claim, reading] as const),
);
const nameOf = ([claim, reading]: readonly [Claim, Reading]): string => `${claim.id}/${reading.id}`;
const nodes = (measure: Measure): Measure[] => [measure, ...partsOf(measure).flatMap(nodes)];

describe("the ledger", () => {
  it("has every claim of the design once, checkable and opinion", () => {
    const ids = CLAIMS.map((claim) => claim.id);
    expect([...ids].sort()).toEqual([...CHECKABLE.map(([id]) => id), ...Object.keys(OPINION_PARAGRAPHS)].sort());
  });

  it.each(CHECKABLE)("places %s in paragraph %i as a %s", (id, paragraph, kind) => {
    expect(claimById(id)).toMatchObject({ place: { paragraph }, kind });
  });

  it("places every opinion in its paragraph, without a reading and without a number of the article", () => {
    expect(Object.fromEntries(OPINIONS.map((claim) => [claim.id, claim.place.paragraph]))).toEqual(OPINION_PARAGRAPHS);
    for (const claim of OPINIONS) expect(claim).toMatchObject({ kind: "opinion", readings: [], asserted: null });
  });

  it("follows the article's paragraphs", () => {
    const paragraphs = CLAIMS.map((claim) => claim.place.paragraph);
    expect(paragraphs).toEqual([...paragraphs].sort((a, b) => a - b));
    for (const paragraph of paragraphs) expect(paragraph >= 1 && paragraph <= ARTICLE.paragraphs).toBe(true);
  });

  it("names a source only where the article does", () => {
    const named = CLAIMS.filter((claim) => claim.place.sourceNamed !== null).map((claim) => [claim.id, claim.place.sourceNamed]);
    expect(named).toEqual([
      ["ai-programs", "MacroPolo"],
      ["top-talent-origin", "MacroPolo"],
      ["top-talent-origin-us", "MacroPolo"],
      ["top-talent-work-us", "MacroPolo"],
      ["top-talent-work-china", "MacroPolo"],
    ]);
  });

  it("numbers the correction of the article as a revision of the claim it touches", () => {
    const revised = CLAIMS.filter((claim) => claim.revisions.length > 0);
    expect(revised.map((claim) => claim.id)).toEqual(["ai-leader-2025"]);
    expect(revised[0]?.revisions.map(({ number, on }) => [number, on])).toEqual([
      [1, "2025-02-10"],
      [2, "2025-02-10"],
    ]);
  });

  it("gives a prediction its criteria, the day they were written and its due day, and nothing else a due day", () => {
    for (const claim of CLAIMS) {
      const expected = claim.kind === "prediction" ? { writtenOn: "2026-11-23", dueOn: "2027-12-31" } : undefined;
      if (expected === undefined) expect(claim.prediction, claim.id).toBeUndefined();
      else expect(claim.prediction, claim.id).toMatchObject(expected);
    }
  });
});

describe("each checkable claim", () => {
  it("has exactly one primary reading, and names every reading once", () => {
    for (const claim of CLAIMS.filter((one) => one.kind !== "opinion")) {
      expect(claim.readings.filter((reading) => reading.primary).length, claim.id).toBe(1);
      expect(new Set(claim.readings.map((reading) => reading.id)).size, claim.id).toBe(claim.readings.length);
    }
  });
});

describe("each reading", () => {
  it("explains a bridge exactly when it needs one", () => {
    for (const one of readings) expect(one[1].bridge !== undefined, nameOf(one)).toBe(one[1].fit === "bridged");
  });

  it("has something to expect unless it only gives context", () => {
    for (const one of readings) if (one[1].fit !== "related") expect(one[1].expected, nameOf(one)).not.toBeNull();
  });

  it("says why nothing can be measured exactly when nothing is", () => {
    for (const one of readings) expect(one[1].notHeld !== undefined, nameOf(one)).toBe(one[1].measure === null);
  });

  it("binds only series of the catalogue, and only such stand beside a claim", () => {
    for (const one of readings)
      for (const key of one[1].measure === null ? [] : bindingsOf(one[1].measure)) expect(keyProblem(key), nameOf(one)).toBeNull();
    for (const claim of CLAIMS) for (const key of claim.related) expect(keyProblem(key), claim.id).toBeNull();
  });

  it("has a period of the kind its indicators count by", () => {
    for (const one of readings) {
      const { kind } = parsePeriod(one[1].period);
      for (const { indicator } of one[1].measure === null ? [] : leadBindingsOf(one[1].measure)) {
        expect(indicatorById(indicator)?.periodKind, nameOf(one)).toBe(kind);
      }
    }
  });

  it("gives bases and starts of the same kind as its own period", () => {
    for (const one of readings) {
      const { kind } = parsePeriod(one[1].period);
      for (const node of one[1].measure === null ? [] : nodes(one[1].measure)) {
        const fixed = [
          node.op === "growth_since" ? node.base : [],
          node.op === "change" || node.op === "cumulative" ? (node.since ?? []) : [],
        ].flat();
        for (const period of fixed) expect(parsePeriod(period).kind, nameOf(one)).toBe(kind);
      }
    }
  });

  it("never measures a running total by itself, except against its own claim of a total", () => {
    const totals = readings.filter(([, { measure }]) => measure?.op === "value" && indicatorById(measure.of.indicator)?.cumulative);
    expect(new Set(totals.map(([claim]) => claim.id))).toEqual(new Set(["ai-programs"]));
  });

  it("compares a seasonal series with the same months of another year only", () => {
    for (const one of readings) {
      const seasonal = one[1].measure !== null && bindingsOf(one[1].measure).some(({ indicator }) => indicatorById(indicator)?.seasonal);
      if (seasonal) expect(["year_on_year", "growth"], nameOf(one)).toContain(one[1].measure?.op);
    }
  });

  it("can be distinguished from the others of its claim by its sentence", () => {
    for (const claim of CLAIMS) expect(new Set(claim.readings.map((reading) => reading.says)).size, claim.id).toBe(claim.readings.length);
  });

  it("is counted out only where a number is merely reproduced, by numbers that do not compare", () => {
    const out = readings.filter(([, reading]) => reading.uncounted).map(nameOf);
    expect(out).toEqual(["graduate-growth/mixed-basis-1998-to-2024", "graduate-growth/mixed-basis-1999-to-2025"]);
  });
});

describe("the words", () => {
  it("of a reading stand alone and lean on no other reading", () => {
    for (const one of readings) expect(one[1].says, nameOf(one)).not.toMatch(/^The same/);
  });

  it("are whole sentences", () => {
    for (const claim of CLAIMS) {
      const texts = [
        claim.paraphrase.en,
        ...(claim.comparability ?? []),
        ...claim.readings.flatMap(({ says, bridge }) => [says, ...(bridge === undefined ? [] : [bridge])]),
      ];
      for (const text of texts) expect(text, claim.id).toMatch(/^[A-Z0-9].*\.$/s);
    }
  });

  it("are no quotation: nothing stands between quotation marks", () => {
    for (const claim of CLAIMS) expect(claim.paraphrase.en, claim.id).not.toMatch(/["“”«»]/);
  });
});
