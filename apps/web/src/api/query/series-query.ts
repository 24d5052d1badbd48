import { indicatorById } from "@talent/catalog/indicators/all";
import { badParameter } from "../../http/problem.ts";
import type { Parameter, Query } from "../../http/read-query.ts";
import { AREA, AS_OF, CURSOR, DEFAULT_LIMIT, DIMENSION, LIMIT, PERIOD_FROM, PERIOD_TO } from "./parameters.ts";

export const INDICATOR = {
  name: "indicator",
  required: true,
  description: "Id of an indicator, as listed under /api/v1/indicators.",
  schema: { type: "string" },
  read: (text: string) => {
    const indicator = indicatorById(text);
    if (!indicator) throw new Error(`There is no indicator “${text.slice(0, 60)}”.`);
    return indicator;
  },
} satisfies Parameter<NonNullable<ReturnType<typeof indicatorById>>>;

export type SeriesFormat = "json" | "csv" | "sdmx-csv";

export const FORMAT = {
  name: "format",
  description: "json; or csv or sdmx-csv for the whole selection at once.",
  schema: { type: "string", enum: ["json", "csv", "sdmx-csv"], default: "json" },
  read: (text: string): SeriesFormat => {
    if (text !== "json" && text !== "csv" && text !== "sdmx-csv") throw new Error("format must be json, csv or sdmx-csv.");
    return text;
  },
} satisfies Parameter<SeriesFormat>;

export const VINTAGES_QUERY = {
  indicator: INDICATOR,
  areas: AREA,
  periodFrom: PERIOD_FROM,
  periodTo: PERIOD_TO,
  asOf: AS_OF,
  dimensions: DIMENSION,
  limit: LIMIT,
  cursor: CURSOR,
};

export const SERIES_QUERY = { ...VINTAGES_QUERY, format: FORMAT };

/** What the database is asked for. Periods are ids of one kind. */
export type SeriesSelection = {
  readonly indicator: string;
  readonly areas?: readonly string[];
  readonly dimensions?: Readonly<Record<string, string>>;
  readonly periodFrom?: string;
  readonly periodTo?: string;
  readonly asOf: Date;
  readonly limit: number;
  readonly cursor: string | null;
};

/** The selection of a query, or a 400 for what does not fit together: two kinds of period, a dimension the indicator has not, a cursor with a CSV. */
export function seriesSelection(query: Query<typeof VINTAGES_QUERY>, format: SeriesFormat, now: Date): SeriesSelection {
  const { indicator, areas, periodFrom, periodTo, asOf, dimensions, limit, cursor } = query;
  for (const name of Object.keys(dimensions)) {
    if (!Object.hasOwn(indicator.dimensions, name))
      throw badParameter(`dim.${name}`, `${indicator.id} has no dimension “${name.slice(0, 60)}”.`);
  }
  if (periodFrom && periodTo && periodFrom.kind !== periodTo.kind) {
    throw badParameter("period_to", `period_from is a ${periodFrom.kind}, period_to a ${periodTo.kind}; they must be of one kind.`);
  }
  if (format !== "json" && (limit !== null || cursor !== null)) {
    throw badParameter(limit !== null ? "limit" : "cursor", "A CSV holds the whole selection; limit and cursor belong to json.");
  }
  return {
    indicator: indicator.id,
    ...(areas ? { areas } : {}),
    ...(Object.keys(dimensions).length > 0 ? { dimensions } : {}),
    ...(periodFrom ? { periodFrom: periodFrom.id } : {}),
    ...(periodTo ? { periodTo: periodTo.id } : {}),
    asOf: asOf?.instant ?? now,
    limit: limit ?? DEFAULT_LIMIT,
    cursor,
  };
}
