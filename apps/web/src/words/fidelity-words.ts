import type { Fidelity } from "@talent/core/capture/capture";
import type { Quality } from "@talent/core/observation/observation";

/** How close the stored bytes are to the publisher's, in a sentence. */
export function fidelityWords(fidelity: string): string {
  return FIDELITY_WORDS[fidelity as Fidelity] ?? fidelity;
}

const FIDELITY_WORDS: Readonly<Record<Fidelity, string>> = {
  verbatim: "The publisher’s own bytes",
  copy: "A copy of the publisher’s bytes, from an archive or mirror",
  derived: "Derived from the publisher’s file by someone else",
  transcribed: "Transcribed by hand",
  reconstructed: "The publisher’s numbers, markup of ours",
};

export const QUALITY_WORDS: Readonly<Record<Quality, string>> = {
  official_primary: "Official: read in the publisher’s own table or notice",
  primary_research: "Research: read on the research group’s own page",
  secondary: "Reported: press or a third party quoting the publisher",
};

/** What the licence lets us republish, in words. */
export const REPUBLISH_WORDS: Readonly<Record<string, string>> = {
  values: "values may be republished",
  unmodified: "values may be republished as printed",
  cited: "only values that a verdict rests on are republished",
  counts: "only our counts are republished, never rows",
  verdict_only: "no values are republished; the verdict, citation and link stay",
};
