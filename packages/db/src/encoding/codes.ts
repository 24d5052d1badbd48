import type { Fidelity } from "@talent/core/capture/capture";
import type { ObservationCause, Provenance, Quality } from "@talent/core/observation/observation";

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
export const DECIDED_BY_SOURCE = "the source";

export const causeFromCode = (code: string): ObservationCause => CAUSES[code as CauseCode];
export const boundFromCode = (code: string | null): "lower" | "upper" | null =>
  code === null ? null : BOUNDS[code as keyof typeof BOUNDS];

const PROVENANCE_BY_QUALITY = {
  official_primary: "official",
  primary_research: "research",
  secondary: "reported",
} as const satisfies Record<Quality, Provenance>;

/** Pages retyped by someone other than their publisher. */
const RETYPED_FIDELITIES: readonly Fidelity[] = ["reconstructed", "transcribed"];

/** The grade of a number: its citation's grade, else its source's own (null: official), and never above `reported` for pages typed again. */
export function provenanceOf(quality: Quality | null, ofSource: Provenance | null, fidelity: Fidelity): Provenance {
  if (RETYPED_FIDELITIES.includes(fidelity)) return "reported";
  return quality === null ? (ofSource ?? "official") : PROVENANCE_BY_QUALITY[quality];
}

/** True when a number without a citation stands in its source's own rows, so that a whole number is exact; typing it again does not round it. */
export function isFirstHand(quality: Quality | null, fidelity: Fidelity): boolean {
  return quality === null && fidelity !== "reconstructed";
}
