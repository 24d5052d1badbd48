import type { Fidelity } from "@talent/core/capture";
import type { ObservationCause, Provenance, Quality } from "@talent/core/observation";

const CAUSES = {
  n: "new_period",
  r: "revision",
  w: "withdrawal",
  c: "correction",
  p: "reparse",
  d: "definition_change",
} as const satisfies Record<string, ObservationCause>;

export type CauseCode = keyof typeof CAUSES;

const BOUNDS = { l: "lower", u: "upper" } as const;

/** A withdrawn number has no value and the SDMX status for a missing one. */
export const WITHDRAWN_STATUS = "O";

/** Who decided about a held value where no person did: a later document of its own source. */
export const THE_SOURCE = "the source";

export const causeOf = (code: string): ObservationCause => CAUSES[code as CauseCode];
export const boundOf = (code: string | null): "lower" | "upper" | null => (code === null ? null : BOUNDS[code as keyof typeof BOUNDS]);

const GRADE = { official_primary: "official", primary_research: "research", secondary: "reported" } as const satisfies Record<
  Quality,
  Provenance
>;

/** Whose word a number is: its citation's grade, and never above `reported` for pages re-typed by somebody else. */
export function provenanceOf(quality: Quality | null, fidelity: Fidelity): Provenance {
  if (fidelity === "reconstructed") return "reported";
  return quality === null ? "official" : GRADE[quality];
}
