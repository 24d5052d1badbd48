import type { ObservationCause } from "@talent/core/observation/observation";
import type { Stated } from "./points.ts";

/** One number that came to be another one: what was stated before, what is stated since, and why. */
export type Revision = { readonly series: string; readonly from: Stated; readonly to: Stated };

/** What became known at one moment: numbers stated for the first time, changed by the publisher, taken back, changed by us. */
export type Release = {
  readonly vintage: string;
  readonly firsts: number;
  readonly revised: number;
  readonly withdrawn: number;
  readonly ours: number;
};

export type Versions = { readonly name: string; readonly versions: readonly Stated[] };

const OURS: ReadonlySet<ObservationCause> = new Set(["correction", "reparse"]);

/** Every version that replaced an earlier one of its series and period, the newest change first. */
export function revisionsOf(series: readonly Versions[]): Revision[] {
  const made = series.flatMap(({ name, versions }) =>
    [...Map.groupBy(versions, (one) => one.period).values()].flatMap((list) => {
      const ordered = [...list].sort((a, b) => a.vintage.localeCompare(b.vintage));
      return ordered.slice(1).map((to, index) => ({ series: name, from: ordered[index] as Stated, to }));
    }),
  );
  return made.sort((a, b) => b.to.vintage.localeCompare(a.to.vintage) || b.to.period.localeCompare(a.to.period));
}

/** What each moment added to the series, the newest first. */
export function releasesOf(series: readonly Versions[]): Release[] {
  const byVintage = Map.groupBy(
    series.flatMap((one) => one.versions),
    (version) => version.vintage,
  );
  return [...byVintage]
    .map(([vintage, list]) => {
      const count = (wanted: (cause: ObservationCause) => boolean) => list.filter(({ cause }) => wanted(cause)).length;
      return {
        vintage,
        firsts: count((cause) => cause === "new_period"),
        revised: count((cause) => cause === "revision" || cause === "definition_change"),
        withdrawn: count((cause) => cause === "withdrawal"),
        ours: count((cause) => OURS.has(cause)),
      };
    })
    .sort((a, b) => b.vintage.localeCompare(a.vintage));
}
