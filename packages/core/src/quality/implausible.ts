import type { Expectation } from "../capture/expectation.ts";
import type { ParsedObservation } from "../observation/observation.ts";
import { partsAgainstWholes } from "./parts-of-whole.ts";

/** The check that holds a value back: a stable word. The last three hold a whole document. */
export type ImplausibleCheck = "out_of_range" | "parts_differ" | "jump" | "rewritten" | "scale_shift" | "mass_rewrite" | "row_collapse";

/** A value held back. `reason`: one sentence. `previous`: the value it was compared with. */
export type Implausible = {
  readonly observation: ParsedObservation;
  readonly check: ImplausibleCheck;
  readonly reason: string;
  readonly previous: number | null;
};

/**
 * The observations of one snapshot that contradict what their source declares of it: outside the range of their indicator, or parts that do
 * not make their whole. Each once, with one sentence why. Needs no history; a value of null is never implausible.
 */
export function implausible(expect: Expectation, observations: readonly ParsedObservation[]): Implausible[] {
  const found = [...outOfRange(expect, observations), ...partsAgainstWholes(expect.wholes ?? [], observations)];
  return [...new Map(found.toReversed().map((one) => [one.observation, one])).values()].reverse();
}

function outOfRange(expect: Expectation, observations: readonly ParsedObservation[]): Implausible[] {
  return observations.flatMap((observation) => {
    const range = expect.values[observation.indicator];
    if (range === undefined || observation.value === null) return [];
    const [low, high] = range;
    if (observation.value >= low && observation.value <= high) return [];
    const reason = `${observation.value} ${observation.unit} is outside the plausible ${low} to ${high} of ${observation.indicator}`;
    return [{ observation, check: "out_of_range", reason, previous: null }];
  });
}
