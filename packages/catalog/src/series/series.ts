import type { Binding } from "@talent/core/measure/measure";
import type { AreaCode } from "../areas/all.ts";
import type { DimensionsOf, IndicatorId } from "../indicators/all.ts";

type Codes<I extends IndicatorId> = Record<never, never> extends DimensionsOf<I> ? [codes?: DimensionsOf<I>] : [codes: DimensionsOf<I>];

/** Binds a role of a reading to one series. A missing indicator, area, dimension or code does not compile. */
export function series<I extends IndicatorId>(indicator: I, area: AreaCode, ...[codes]: Codes<I>): Binding {
  return { indicator, area, dimensions: { ...codes } };
}
