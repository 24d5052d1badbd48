import { VINTAGES_QUERY } from "../../../../../api/query/series-query.ts";
import { vintagesAnswer } from "../../../../../api/series-answer.ts";
import { answer } from "../../../../../http/respond.ts";

/** Every vintage of the selected series known by an instant. */
export const GET = (request: Request): Promise<Response> => answer(request, VINTAGES_QUERY, vintagesAnswer);
