import { answer } from "../../../../api/answer.ts";
import { seriesAnswer } from "../../../../api/series-answer.ts";
import { SERIES_QUERY } from "../../../../api/series-query.ts";

/** Observations as known at an instant: one per series and period. */
export const GET = (request: Request): Promise<Response> => answer(request, SERIES_QUERY, seriesAnswer);
