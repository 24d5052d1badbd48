import { SERIES_QUERY } from "../../../../api/query/series-query.ts";
import { seriesAnswer } from "../../../../api/series-answer.ts";
import { answer } from "../../../../http/respond.ts";

/** Observations as known at an instant: one per series and period. */
export const GET = (request: Request): Promise<Response> => answer(request, SERIES_QUERY, seriesAnswer);
