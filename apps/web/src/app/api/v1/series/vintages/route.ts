import { answer } from "../../../../../api/answer.ts";
import { vintagesAnswer } from "../../../../../api/series-answer.ts";
import { VINTAGES_QUERY } from "../../../../../api/series-query.ts";

/** Every vintage of the selected series known by an instant. */
export const GET = (request: Request): Promise<Response> => answer(request, VINTAGES_QUERY, vintagesAnswer);
