import type { ParsedSnapshot, Refusal } from "@talent/core/capture/capture";
import { DuplicateKey, ExpectationUnmet, refusalOf, UnitChanged } from "@talent/core/capture/errors";
import type { Expectation } from "@talent/core/capture/expectation";
import type { ParsedObservation, SeriesKey } from "@talent/core/observation/observation";

type AreaSet = Set<string>;

const newMap = <V>(): Map<string, V> => new Map();
const newSet = (): AreaSet => new Set();

/** `spelt` gives what an object of codes spells. Throws DuplicateKey at the second number for one series and period. */
function refuseDuplicates(observations: readonly ParsedObservation[], spelt: typeof dimensionText): void {
  const indicators = new Map<string, Map<string, Map<string, AreaSet>>>();
  // Documents print what belongs together together: the sets of the number before are mostly those of the next, and half a million are soon checked.
  let last: ParsedObservation | undefined;
  let periods = new Map<string, AreaSet>();
  let areas: AreaSet = new Set();
  for (const seen of observations) {
    const ofSameCodes = last !== undefined && seen.dimensions === last.dimensions && seen.indicator === last.indicator;
    if (!ofSameCodes)
      periods = getOrCreate(getOrCreate(indicators, seen.indicator, newMap<Map<string, AreaSet>>), spelt(seen.dimensions), newMap<AreaSet>);
    if (!ofSameCodes || last === undefined || seen.period !== last.period || seen.knownFrom?.at !== last.knownFrom?.at)
      areas = getOrCreate(periods, periodText(seen), newSet);
    last = seen;
    const before = areas.size;
    if (areas.add(seen.area).size === before) throw new DuplicateKey(`two numbers for ${keyText(seen)}`, seen.locator);
  }
}

function getOrCreate<K, V>(map: Map<K, V>, key: K, make: () => V): V {
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

/** Past this share of values outside their range the unit is in doubt, not the values; fewer are left for a person to review. */
const DOUBTFUL_SHARE = 0.01;
const DOUBTFUL_COUNT = 3;

type DeclaredSource = { readonly produces: readonly string[]; readonly expect: Expectation };

/**
 * The snapshot itself when it meets what is expected of it; else the same snapshot without its numbers and with the reason. Checked:
 * indicators declared, no key twice, how many numbers, mandatory series present, and values within range as a whole.
 */
export function checkExpectation(source: DeclaredSource, snapshot: ParsedSnapshot): ParsedSnapshot {
  if (snapshot.observations.length === 0) return snapshot;
  try {
    refuseUndeclared(source, snapshot.observations);
    const spelt = cachedDimensionText();
    refuseDuplicates(snapshot.observations, spelt);
    refuseOddCount(source.expect, snapshot.observations.length);
    refuseLostSeries(source.expect, snapshot.observations, spelt);
    refuseDoubtfulUnit(source.expect, snapshot.observations);
    return snapshot;
  } catch (error) {
    const refusal: Refusal = refusalOf(error, "snapshot");
    return { ...snapshot, observations: [], refusals: [...snapshot.refusals, refusal] };
  }
}

function refuseUndeclared(source: DeclaredSource, observations: readonly ParsedObservation[]): void {
  let declared: string | undefined;
  for (const { indicator } of observations) {
    if (indicator === declared) continue;
    if (!source.produces.includes(indicator)) throw new ExpectationUnmet(`gives "${indicator}", which this source does not declare`);
    declared = indicator;
  }
}

function refuseOddCount(expect: Expectation, count: number): void {
  const [least, most] = expect.observations;
  if (count < least || count > most) throw new ExpectationUnmet(`${count} numbers, expected ${least} to ${most}`);
}

function refuseLostSeries(expect: Expectation, observations: readonly ParsedObservation[], spelt: typeof dimensionText): void {
  const isSame = (series: SeriesKey, seen: ParsedObservation): boolean =>
    seen.value !== null &&
    series.area === seen.area &&
    series.indicator === seen.indicator &&
    spelt(series.dimensions) === spelt(seen.dimensions);
  const lost = (expect.mandatory ?? []).filter((series) => !observations.some((seen) => isSame(series, seen)));
  if (lost.length > 0) throw new ExpectationUnmet(`mandatory series without a number: ${lost.map(seriesText).join(", ")}`);
}

function refuseDoubtfulUnit(expect: Expectation, observations: readonly ParsedObservation[]): void {
  for (const [indicator, [low, high]] of Object.entries(expect.values)) {
    const outside: ParsedObservation[] = [];
    let count = 0;
    for (const seen of observations) {
      if (seen.indicator !== indicator || seen.value === null) continue;
      count += 1;
      if (seen.value < low || seen.value > high) outside.push(seen);
    }
    if (outside.length > Math.max(DOUBTFUL_COUNT, count * DOUBTFUL_SHARE))
      throw new UnitChanged(`${outside.length} of ${count} values of ${indicator} are outside ${low} to ${high}`, outside[0]?.locator);
  }
}

function seriesText(series: SeriesKey): string {
  return `${series.indicator}|${series.area}|${dimensionText(series.dimensions)}`;
}

type Dimensions = SeriesKey["dimensions"];

/** Codes by the name of their dimension, whatever order they stand in. */
function dimensionText(dimensions: Dimensions): string {
  return Object.keys(dimensions)
    .sort()
    .map((name) => `${name}=${dimensions[name]}`)
    .join(";");
}

/** The same for many numbers: they share a few objects of codes, and what those spell is put together once for each. */
function cachedDimensionText(): (dimensions: Dimensions) => string {
  const known = new Map<Dimensions, string>();
  return (dimensions) => {
    const found = known.get(dimensions) ?? dimensionText(dimensions);
    known.set(dimensions, found);
    return found;
  };
}
