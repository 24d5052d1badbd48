import type { ParsedSnapshot, Refusal } from "@talent/core/capture";
import { DuplicateKey, ExpectationUnmet, refusalOf, UnitChanged } from "@talent/core/errors";
import type { Expectation } from "@talent/core/expectation";
import type { ParsedObservation, SeriesKey } from "@talent/core/observation";

/** Past this share of values outside their range the unit is in doubt, not the values; fewer are left for a person to judge. */
const DOUBTFUL_SHARE = 0.01;
const DOUBTFUL_COUNT = 3;

type Held = { readonly produces: readonly string[]; readonly expect: Expectation };

/**
 * The snapshot itself when it is what a healthy one looks like; else the same snapshot without its numbers and with the reason. Checked:
 * indicators declared, no key twice, how many numbers, mandatory series present, and values within range as a whole.
 */
export function holdToExpectation(source: Held, snapshot: ParsedSnapshot): ParsedSnapshot {
  if (snapshot.observations.length === 0) return snapshot;
  try {
    refuseUndeclared(source, snapshot.observations);
    refuseDuplicates(snapshot.observations);
    refuseOddCount(source.expect, snapshot.observations.length);
    refuseLostSeries(source.expect, snapshot.observations);
    refuseDoubtfulUnit(source.expect, snapshot.observations);
    return snapshot;
  } catch (error) {
    const refusal: Refusal = refusalOf(error, "snapshot");
    return { ...snapshot, observations: [], refusals: [...snapshot.refusals, refusal] };
  }
}

function refuseUndeclared(source: Held, observations: readonly ParsedObservation[]): void {
  for (const indicator of new Set(observations.map((observation) => observation.indicator))) {
    if (!source.produces.includes(indicator)) throw new ExpectationUnmet(`gives "${indicator}", which this source does not declare`);
  }
}

function refuseDuplicates(observations: readonly ParsedObservation[]): void {
  const codes = new Map<SeriesKey["dimensions"], string>();
  const seen = new Set<string>();
  for (const { indicator, area, dimensions, period, knownFrom, locator } of observations) {
    const known = codes.get(dimensions) ?? dimensionText(dimensions);
    codes.set(dimensions, known);
    const key = `${indicator}|${area}|${known}|${period}${knownFrom === undefined ? "" : `|${knownFrom.at}`}`;
    if (seen.has(key)) throw new DuplicateKey(`two numbers for ${key}`, locator);
    seen.add(key);
  }
}

function refuseOddCount(expect: Expectation, count: number): void {
  const [least, most] = expect.observations;
  if (count < least || count > most) throw new ExpectationUnmet(`${count} numbers, expected ${least} to ${most}`);
}

function refuseLostSeries(expect: Expectation, observations: readonly ParsedObservation[]): void {
  const lost = (expect.mandatory ?? []).filter((series) => !observations.some((seen) => seen.value !== null && isSameSeries(series, seen)));
  if (lost.length > 0) throw new ExpectationUnmet(`mandatory series without a number: ${lost.map(seriesText).join(", ")}`);
}

function refuseDoubtfulUnit(expect: Expectation, observations: readonly ParsedObservation[]): void {
  for (const [indicator, [low, high]] of Object.entries(expect.values)) {
    const values = observations.filter((seen) => seen.indicator === indicator && seen.value !== null);
    const outside = values.filter((seen) => seen.value !== null && (seen.value < low || seen.value > high));
    if (outside.length > Math.max(DOUBTFUL_COUNT, values.length * DOUBTFUL_SHARE)) {
      throw new UnitChanged(
        `${outside.length} of ${values.length} values of ${indicator} are outside ${low} to ${high}`,
        outside[0]?.locator,
      );
    }
  }
}

function isSameSeries(a: SeriesKey, b: SeriesKey): boolean {
  return a.indicator === b.indicator && a.area === b.area && dimensionText(a.dimensions) === dimensionText(b.dimensions);
}

function seriesText(series: SeriesKey): string {
  return `${series.indicator}|${series.area}|${dimensionText(series.dimensions)}`;
}

function dimensionText(dimensions: SeriesKey["dimensions"]): string {
  return Object.keys(dimensions)
    .sort()
    .map((name) => `${name}=${dimensions[name]}`)
    .join(";");
}
