import type { Expectation, WholeRule } from "../capture/expectation.ts";
import type { ParsedObservation } from "../observation/observation.ts";

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
export function implausibleValues(expect: Expectation, observations: readonly ParsedObservation[]): Implausible[] {
  const found = [...outOfRange(expect, observations), ...checkParts(expect.wholes ?? [], observations)];
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

type ValuedObservation = ParsedObservation & { readonly value: number };

/**
 * Parts that do not make their declared whole, and the whole they do not make: which of them is wrong cannot be determined, so all of them are
 * held. A group without its whole, without a part, or with one that has no value is not checked.
 */
export function checkParts(rules: readonly WholeRule[], observations: readonly ParsedObservation[]): Implausible[] {
  return rules.flatMap((rule) => (rule.kind === "sum" ? checkSums(rule, observations) : checkWithin(rule, observations)));
}

function checkSums(rule: Extract<WholeRule, { kind: "sum" }>, observations: readonly ParsedObservation[]): Implausible[] {
  const own = observations.filter((one) => one.indicator === rule.indicator && codeOf(one, rule.over) !== undefined);
  return [...Map.groupBy(own, (one) => groupOf(one, rule.over)).values()].flatMap((group) => {
    const whole = group.find((one) => codeOf(one, rule.over) === rule.whole);
    const parts = group.filter((one) => one !== whole && (rule.parts?.includes(codeOf(one, rule.over) ?? "") ?? true));
    if (whole === undefined || parts.length === 0 || (rule.parts !== undefined && parts.length < rule.parts.length)) return [];
    if (![whole, ...parts].every(hasValue)) return [];
    const sum = parts.reduce((total, part) => total + (part.value ?? 0), 0);
    if (Math.abs(sum - (whole.value ?? 0)) <= rule.tolerance * Math.abs(whole.value ?? 0)) return [];
    const reason = `${rule.over} ${rule.whole} of ${wholeName(whole, rule.over)} is ${whole.value} and its parts add up to ${sum}`;
    return [{ ...heldPart(whole, reason), previous: sum }, ...parts.map((part) => heldPart(part, reason))];
  });
}

function checkWithin(rule: Extract<WholeRule, { kind: "within" }>, observations: readonly ParsedObservation[]): Implausible[] {
  const wholes = new Map(observations.filter((one) => one.indicator === rule.whole).map((one) => [groupOf(one, ""), one]));
  return observations.flatMap((part) => {
    const whole = part.indicator === rule.part ? wholes.get(groupOf(part, "")) : undefined;
    if (whole === undefined || !hasValue(whole) || !hasValue(part)) return [];
    if (part.value <= whole.value + rule.tolerance * Math.abs(whole.value)) return [];
    const reason = `${rule.part} of ${part.area} for ${part.period} is ${part.value}, more than ${rule.whole}, which is ${whole.value}`;
    return [
      { ...heldPart(part, reason), previous: whole.value },
      { ...heldPart(whole, reason), previous: part.value },
    ];
  });
}

function codeOf(observation: ParsedObservation, axis: string): string | undefined {
  return axis === "area" ? observation.area : observation.dimensions[axis];
}

/** What observations that belong together share: everything but the axis that is summed over. */
function groupOf({ area, dimensions, period }: ParsedObservation, axis: string): string {
  const rest = Object.entries(dimensions).filter(([name]) => name !== axis);
  return JSON.stringify([axis === "area" ? null : area, period, rest.sort(([a], [b]) => (a < b ? -1 : 1))]);
}

function wholeName({ indicator, area, period }: ParsedObservation, axis: string): string {
  return [indicator, ...(axis === "area" ? [] : [area]), period].join(" ");
}

function hasValue(observation: ParsedObservation): observation is ValuedObservation {
  return observation.value !== null;
}

function heldPart(observation: ParsedObservation, reason: string): Implausible {
  return { observation, check: "parts_differ", reason, previous: null };
}
