import { assessClaim } from "../src/claim/assess.ts";
import type { Assessment, Question } from "../src/claim/assessment.ts";
import type { Claim, Reading } from "../src/claim/claim.ts";
import { moreThan } from "../src/measure/interval.ts";
import { value } from "../src/measure/measure.ts";
import { asOfInstant, publicationAsOf } from "../src/time/instant.ts";
import { type EvidenceStore, evidenceAt } from "./evidence-builders.ts";

/** The series most tests use. */
export const GRADUATES = { indicator: "graduates", area: "CHN", dimensions: {} } as const;

/** A reading as tests write it: a plain official series of yearly counts, claimed to be more than 10 in 2020. */
export function readingOf(more: Partial<Reading> = {}): Reading {
  return {
    id: "level",
    says: "Graduates a year.",
    measure: value(GRADUATES),
    expected: moreThan(10),
    unit: "persons",
    period: "2020",
    primary: true,
    fit: "same",
    provenance: "official",
    dataOrigin: "MOE",
    ...more,
  };
}

/** A claim around some readings. */
export function claimOf(readings: readonly Reading[], more: Partial<Claim> = {}): Claim {
  return {
    id: "graduates",
    paraphrase: { en: "More than ten graduated in 2020." },
    place: { paragraph: 9, saidBy: "the article", sourceNamed: null },
    kind: "level",
    asserted: "more than 10",
    readings,
    revisions: [],
    related: [],
    ...more,
  };
}

/** The answers of a claim on a store's evidence, by reading and question, as on a day. */
export function assessLedger(
  claim: Claim,
  store: EvidenceStore,
  knownAt = "2026-11-23",
): (reading: string, question: Question) => Assessment {
  const instant = asOfInstant(knownAt);
  const atPublication = evidenceAt(store, publicationAsOf(instant));
  const all = assessClaim(claim, { atPublication, current: evidenceAt(store, instant) }, instant);
  return (reading, question) => {
    const found = all.find((one) => one.reading === reading && one.question === question);
    if (found === undefined) throw new Error(`no ${reading} ${question}`);
    return found;
  };
}
