import type { SeriesKey } from "@talent/core/observation/observation";
import type { PeriodKind } from "@talent/core/time/period";
import { indicatorById } from "../indicators/all.ts";
import type { Indicator } from "../indicators/indicator.ts";

/**
 * The kind of period a series counts by: its indicator's, or the further kind that its `span` names, as in a figure said of a whole year. Throws
 * RangeError for an unknown indicator.
 */
export function kindOfSeries({ indicator, dimensions }: SeriesKey): PeriodKind {
  const found: Indicator | undefined = indicatorById(indicator);
  if (found === undefined) throw new RangeError(`no indicator ${JSON.stringify(indicator)}`);
  return found.alsoPeriodKinds?.find((kind) => kind === dimensions.span) ?? found.periodKind;
}
