import { SERIES_QUERY } from "../../../../api/parameters.ts";
import { seriesResponse } from "../../../../api/series-answer.ts";
import { handleRoute } from "../../../../http/respond.ts";

/** Observations as known at an instant: one per series and period. */
export const GET = (request: Request): Promise<Response> => handleRoute(request, SERIES_QUERY, seriesResponse);
