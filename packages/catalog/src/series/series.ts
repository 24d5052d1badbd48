import type { Binding } from "@talent/core/measure/measure";
import type { SeriesKey } from "@talent/core/observation/observation";
import type { PeriodKind } from "@talent/core/time/period";
import { type AreaCode, isArea } from "../areas/all.ts";
import { type DimensionsOf, type IndicatorId, indicatorById } from "../indicators/all.ts";
import type { Indicator } from "../indicators/indicator.ts";

const mandatoryDimensions = (indicator: Indicator): string[] =>
  Object.keys(indicator.dimensions).filter((name) => !indicator.optionalDimensions?.includes(name));

function codeProblem(indicator: Indicator, name: string, code: string): string | null {
  const codes = Object.hasOwn(indicator.dimensions, name) ? indicator.dimensions[name] : undefined;
  if (codes === undefined) return `${indicator.id} has no dimension ${JSON.stringify(name)}`;
  if (codes === "open") return code === "" ? `${indicator.id} has an empty ${name}` : null;
  return codes.includes(code) ? null : `${indicator.id} knows no ${name} ${JSON.stringify(code)}`;
}

/** Why a key names no series of the catalogue, in one sentence; null when it does. */
export function keyProblem(key: SeriesKey): string | null {
  const indicator = indicatorById(key.indicator);
  if (indicator === undefined) return `no indicator ${JSON.stringify(key.indicator)}`;
  if (!isArea(key.area)) return `no area ${JSON.stringify(key.area)}`;
  const missing = mandatoryDimensions(indicator).find((name) => !Object.hasOwn(key.dimensions, name));
  if (missing !== undefined) return `${indicator.id} needs a ${missing}`;
  for (const [name, code] of Object.entries(key.dimensions)) {
    const problem = codeProblem(indicator, name, code);
    if (problem !== null) return problem;
  }
  return null;
}

type DimensionArguments<I extends IndicatorId> =
  Record<never, never> extends DimensionsOf<I> ? [codes?: DimensionsOf<I>] : [codes: DimensionsOf<I>];

/** Binds a role of a reading to one series. A missing indicator, area, dimension or code does not compile. */
export function series<I extends IndicatorId>(indicator: I, area: AreaCode, ...[codes]: DimensionArguments<I>): Binding {
  return { indicator, area, dimensions: { ...codes } };
}

/**
 * The kind of period a series counts by: its indicator's, or the further kind that its `span` names, as in a figure said of a whole year. Throws
 * RangeError for an unknown indicator.
 */
export function periodKindOf({ indicator, dimensions }: SeriesKey): PeriodKind {
  const found: Indicator | undefined = indicatorById(indicator);
  if (found === undefined) throw new RangeError(`no indicator ${JSON.stringify(indicator)}`);
  return found.alsoPeriodKinds?.find((kind) => kind === dimensions.span) ?? found.periodKind;
}
