import { createHash } from "node:crypto";
import { isArea } from "@talent/catalog/areas/all";
import { indicatorById } from "@talent/catalog/indicators/all";
import type { Capture, Exchange, ParsedSnapshot, ParseResult } from "@talent/core/capture/capture";
import type { ParsedObservation } from "@talent/core/observation/observation";
import { parsePeriod } from "@talent/core/time/period";
import { resolveLocators } from "@talent/readers/excerpt/locate";
import { parseDecimal } from "@talent/readers/text/number";

/** What a whole result says, as one digest, so that half a million numbers compare in one line. */
export function digestOf(result: ParseResult): string {
  const hash = createHash("sha256");
  for (const { observations, ...snapshot } of result.snapshots) {
    hash.update(JSON.stringify(snapshot));
    for (const observation of observations) hash.update(JSON.stringify(observation));
  }
  return hash.update(JSON.stringify(result.unrecognised)).digest("hex");
}

/**
 * What does not hold of a capture and what its source read from it, in words: all recognised but decoys, some number read, none refused whole,
 * every locator resolves to its value, the catalogue knows every key. Empty when all does.
 */
export async function contractFaults(source: string, capture: Capture, result: ParseResult): Promise<string[]> {
  const faults = result.unrecognised
    .filter((index) => !isDecoy(capture.exchanges[index]))
    .map((index) => `${capture.exchanges[index]?.url} is not recognised`);
  if (!result.snapshots.some((snapshot) => snapshot.observations.length > 0)) faults.push("no number was read");
  for (const snapshot of result.snapshots) {
    const refused = snapshot.refusals.filter((refusal) => refusal.scope === "snapshot");
    faults.push(...refused.map(({ code, message }) => `${code}: ${message}`));
    faults.push(...(await locatorFaults(capture, snapshot)), ...catalogueFaults(source, snapshot.observations));
  }
  return faults;
}

/** A document of another table, captured to be left alone. */
function isDecoy(exchange: Exchange | undefined): boolean {
  return exchange?.note?.startsWith("decoy") === true;
}

/**
 * Looks every observation up in the bytes it came from and says which do not hold: the text there is the one printed, and reads as the value
 * again. Returns the first faults in words.
 */
export async function locatorFaults(capture: Capture, snapshot: ParsedSnapshot): Promise<string[]> {
  const bytes = capture.exchanges[snapshot.exchange]?.body ?? new Uint8Array();
  const texts = await resolveLocators(
    bytes,
    snapshot.observations.map((observation) => observation.locator),
  );
  return snapshot.observations.flatMap((observation, at) => locatorFault(observation, texts[at] ?? "")).slice(0, 10);
}

function locatorFault(observation: ParsedObservation, text: string): string[] {
  const { raw, value, locator } = observation;
  if (text !== raw) return [`${JSON.stringify(locator)} prints "${text}", not "${raw}"`];
  return parseDecimal(text) === value ? [] : [`"${text}" reads as ${parseDecimal(text)}, not ${value}`];
}

/** What is wrong with observations by the catalogue: indicator, source, unit, dimensions, area, kind of period. Each is checked once. */
export function catalogueFaults(source: string, observations: readonly ParsedObservation[]): string[] {
  const judged = new Map<string, string[]>();
  const judge = (key: string, fault: () => string[]): void => void (judged.has(key) || judged.set(key, fault()));
  // Half a million numbers, and neighbours mostly share all but their area.
  let last: ParsedObservation | undefined;
  for (const seen of observations) {
    const { indicator, area, dimensions, period, unit } = seen;
    judge(area, () => (isArea(area) ? [] : [`no area "${area}"`]));
    if (indicator !== last?.indicator || period !== last.period) judge(`${indicator} in ${period}`, () => periodFault(indicator, period));
    if (indicator !== last?.indicator || unit !== last.unit || dimensions !== last.dimensions)
      judge([indicator, unit, ...Object.entries(dimensions).flat()].join("|"), () => seriesFault(source, { indicator, dimensions, unit }));
    last = seen;
  }
  return [...judged.values()].flat().slice(0, 10);
}

function periodFault(indicator: string, period: string): string[] {
  const known = indicatorById(indicator);
  if (known === undefined) return [];
  const kinds = [known.periodKind, ...(known.alsoPeriodKinds ?? [])];
  return kinds.includes(parsePeriod(period).kind) ? [] : [`${indicator} has no period like "${period}"`];
}

type SeriesFacts = Pick<ParsedObservation, "indicator" | "dimensions" | "unit">;

function seriesFault(source: string, { indicator, dimensions, unit }: SeriesFacts): string[] {
  const known = indicatorById(indicator);
  if (known === undefined) return [`no indicator "${indicator}"`];
  const codes = Object.entries(known.dimensions).filter(([name]) => !(known.optionalDimensions ?? []).includes(name) || name in dimensions);
  return [
    ...(known.source === source ? [] : [`${indicator} is stated by ${known.source}`]),
    ...(known.unit === unit ? [] : [`${indicator} is in ${known.unit}, not ${unit}`]),
    ...(Object.keys(dimensions).every((name) => name in known.dimensions) ? [] : [`${indicator} has not these dimensions`]),
    ...codes.flatMap(([name, list]) =>
      list === "open" || list.includes(dimensions[name] ?? "") ? [] : [`${name} has no "${dimensions[name]}"`],
    ),
  ];
}
