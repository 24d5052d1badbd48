import { InvalidCursor } from "@talent/db/errors";
import { seriesCsv, seriesSdmxCsv } from "@talent/db/read/observations/series-csv";
import { type SeriesQuery, seriesPage, vintagesPage } from "@talent/db/read/observations/series-page";
import { badParameter } from "../http/problem.ts";
import type { Query } from "../http/read-query.ts";
import { json } from "../http/respond.ts";
import { db } from "../store/database.ts";
import { DEFAULT_LIMIT, type SERIES_QUERY, type VINTAGES_QUERY } from "./parameters.ts";

/** The selection of a query, or a 400 for what does not fit together: two kinds of period, a dimension the indicator has not, a cursor with a CSV. */
export function seriesSelection(query: Query<typeof VINTAGES_QUERY>, format: "json" | "csv" | "sdmx-csv", now: Date): SeriesQuery {
  const { indicator, area: areas, period_from: from, period_to: to, as_of: asOf, "dim.": dimensions, limit, cursor } = query;
  for (const name of Object.keys(dimensions)) {
    if (!Object.hasOwn(indicator.dimensions, name))
      throw badParameter(`dim.${name}`, `${indicator.id} has no dimension “${name.slice(0, 60)}”.`);
  }
  if (from && to && from.kind !== to.kind)
    throw badParameter("period_to", `period_from is a ${from.kind}, period_to a ${to.kind}; they must be of one kind.`);
  if (format !== "json" && (limit !== undefined || cursor !== undefined))
    throw badParameter(limit === undefined ? "cursor" : "limit", "A CSV holds the whole selection; limit and cursor belong to json.");
  return {
    indicator: indicator.id,
    ...(areas ? { areas } : {}),
    ...(Object.keys(dimensions).length > 0 ? { dimensions } : {}),
    ...(from ? { periodFrom: from.id } : {}),
    ...(to ? { periodTo: to.id } : {}),
    asOf: asOf?.instant ?? now,
    limit: limit ?? DEFAULT_LIMIT,
    cursor: cursor ?? null,
  };
}

/** Observations as known at an instant: a page of JSON, or the whole selection as CSV or SDMX-CSV, streamed. */
export async function seriesResponse(query: Query<typeof SERIES_QUERY>): Promise<Response> {
  const selection = seriesSelection(query, query.format ?? "json", new Date());
  if (query.format === "csv" || query.format === "sdmx-csv") {
    return csvResponse(query.format, selection, Object.keys(query.indicator.dimensions).sort());
  }
  return json(await withCursorProblem(seriesPage(db(), selection)));
}

/** Every vintage of the selected series, a page at a time. */
export async function vintagesResponse(query: Query<typeof VINTAGES_QUERY>): Promise<Response> {
  return json(await withCursorProblem(vintagesPage(db(), seriesSelection(query, "json", new Date()))));
}

async function withCursorProblem<T>(page: Promise<T>): Promise<T> {
  try {
    return await page;
  } catch (error) {
    if (error instanceof InvalidCursor) throw badParameter("cursor", "cursor must be the `next` of an earlier answer.");
    throw error;
  }
}

async function csvResponse(
  format: "csv" | "sdmx-csv",
  { limit: _limit, cursor: _cursor, ...selection }: SeriesQuery,
  columns: string[],
): Promise<Response> {
  const pieces = (format === "csv" ? seriesCsv : seriesSdmxCsv)(db(), { ...selection, columns });
  // The first piece is read before the status is sent, so that a failure is still a problem document.
  const first = await pieces.next();
  return new Response(streamPieces(first, pieces), {
    headers: {
      "content-type":
        format === "csv" ? "text/csv; charset=utf-8; header=present" : "application/vnd.sdmx.data+csv; charset=utf-8; version=1.0.0",
      "content-disposition": `attachment; filename="${selection.indicator}.csv"`,
      "cache-control": "no-cache",
    },
  });
}

function streamPieces(first: IteratorResult<string>, rest: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    start(controller) {
      if (!first.done) controller.enqueue(encoder.encode(first.value));
    },
    async pull(controller) {
      const { done, value } = await rest.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await rest.return(undefined);
    },
  });
}
