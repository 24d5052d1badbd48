import { DuplicateKey } from "@talent/core/capture/errors";
import type { ParsedObservation } from "@talent/core/observation/observation";
import { dimensionText } from "./dimension-text.ts";

type Areas = Set<string>;

const newMap = <V>(): Map<string, V> => new Map();
const newSet = (): Areas => new Set();

/** `spelt` gives what an object of codes spells. Throws DuplicateKey at the second number for one series and period. */
export function refuseDuplicates(observations: readonly ParsedObservation[], spelt: typeof dimensionText): void {
  const indicators = new Map<string, Map<string, Map<string, Areas>>>();
  // Documents print what belongs together together: the sets of the number before are mostly those of the next, and half a million are soon checked.
  let last: ParsedObservation | undefined;
  let periods = new Map<string, Areas>();
  let areas: Areas = new Set();
  for (const seen of observations) {
    const ofSameCodes = last !== undefined && seen.dimensions === last.dimensions && seen.indicator === last.indicator;
    if (!ofSameCodes) periods = entry(entry(indicators, seen.indicator, newMap<Map<string, Areas>>), spelt(seen.dimensions), newMap<Areas>);
    if (!ofSameCodes || last === undefined || seen.period !== last.period || seen.knownFrom?.at !== last.knownFrom?.at)
      areas = entry(periods, periodText(seen), newSet);
    last = seen;
    const before = areas.size;
    if (areas.add(seen.area).size === before) throw new DuplicateKey(`two numbers for ${keyText(seen)}`, seen.locator);
  }
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}

function periodText({ period, knownFrom }: ParsedObservation): string {
  return knownFrom === undefined ? period : `${period}|${knownFrom.at}`;
}

function keyText(seen: ParsedObservation): string {
  return `${seen.indicator}|${seen.area}|${dimensionText(seen.dimensions)}|${periodText(seen)}`;
}
