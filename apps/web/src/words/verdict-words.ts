import type { Question, Verdict } from "@talent/core/claim/assessment";
import type { ClaimKind, Fit } from "@talent/core/claim/claim";
import type { Provenance } from "@talent/core/observation/observation";

/** How a verdict looks: four families, each with its own colour and its own shape. */
export type VerdictFamily = "for" | "against" | "unclear" | "none";

export const QUESTIONS: readonly Question[] = ["atPublication", "withHindsight", "now"];

/** Every verdict there is. */
export const VERDICTS: readonly Verdict[] = [
  "supported",
  "contradicted",
  "undetermined",
  "not_checkable",
  "holds",
  "does_not_hold",
  "no_newer_data",
  "lapsed",
  "not_assessable",
  "in_line",
  "not_in_line",
  "open",
  "overdue",
  "context",
  "not_yet_assessed",
];

const VERDICT_FAMILIES: Partial<Readonly<Record<Verdict, VerdictFamily>>> = {
  supported: "for",
  holds: "for",
  in_line: "for",
  contradicted: "against",
  does_not_hold: "against",
  not_in_line: "against",
  undetermined: "unclear",
};

export function verdictFamily(verdict: Verdict): VerdictFamily {
  return VERDICT_FAMILIES[verdict] ?? "none";
}

/** The colour of a verdict's words and marks, as a CSS variable. */
export function verdictColour(verdict: Verdict): string {
  return FAMILY_COLOUR[verdictFamily(verdict)];
}

const FAMILY_COLOUR: Readonly<Record<VerdictFamily, string>> = {
  for: "var(--for)",
  against: "var(--against)",
  unclear: "var(--unclear)",
  none: "var(--none)",
};

/** The three questions, as pages put them. */
export const QUESTION_LABEL: Readonly<Record<Question, string>> = {
  atPublication: "Checked only with what was public by 10 Feb 2025",
  withHindsight: "Checked with all evidence for the year it speaks of",
  now: "The same test on the newest year",
};

/** For narrow columns and pictures, where the question has been put in full before. */
export const QUESTION_TINY: Readonly<Record<Question, string>> = { atPublication: "Feb 2025", withHindsight: "hindsight", now: "newest" };

export const QUESTION_SHORT: Readonly<Record<Question, string>> = {
  atPublication: "Public by 10 Feb 2025",
  withHindsight: "All evidence for its year",
  now: "Newest year",
};

export const FIT_LABEL: Readonly<Record<Fit, string>> = {
  same: "Same definition",
  bridged: "Bridged definition",
  proxy: "Proxy",
  related: "Related only",
};

export const FIT_MEANING: Readonly<Record<Fit, string>> = {
  same: "the claim’s own definition",
  bridged: "another definition, with a note why that is acceptable",
  proxy: "moves with it, cannot prove or disprove it",
  related: "context, no verdict",
};

export const PROVENANCE_LABEL: Readonly<Record<Provenance, string>> = {
  official: "Official figures",
  research: "Research figures",
  reported: "Reported figures",
};

export const KIND_LABEL: Readonly<Record<ClaimKind, string>> = {
  level: "Level",
  share: "Share",
  ratio: "Ratio",
  growth_factor: "Growth",
  cumulative_since: "Running total",
  direction: "Direction",
  record: "Record",
  rank_membership: "Ranking",
  policy_event: "Policy",
  prediction: "Prediction",
  opinion: "Opinion",
};

export const DIRECTION_LABEL: Readonly<Record<string, string>> = {
  widening: "widening",
  steady: "steady",
  narrowing: "narrowing",
  reversed: "reversed",
  too_few_points: "too few points",
};
