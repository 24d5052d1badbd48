import type { Expectation } from "./expectation.ts";
import type { ParsedObservation } from "./observation.ts";

export type Implausible = { readonly observation: ParsedObservation; readonly reason: string };

/** The observations outside the declared range of their indicator, each with one sentence why. A value of null is never implausible. */
export function implausible(expect: Expectation, observations: readonly ParsedObservation[]): Implausible[] {
  return observations.flatMap((observation) => {
    const range = expect.values[observation.indicator];
    if (range === undefined || observation.value === null) return [];
    const [low, high] = range;
    if (observation.value >= low && observation.value <= high) return [];
    const reason = `${observation.value} ${observation.unit} is outside the plausible ${low} to ${high} of ${observation.indicator}`;
    return [{ observation, reason }];
  });
}
