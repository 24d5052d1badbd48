import { VINTAGES_QUERY } from "../../../../../api/parameters.ts";
import { vintagesResponse } from "../../../../../api/series-answer.ts";
import { handleRoute } from "../../../../../http/respond.ts";

/** Every vintage of the selected series known by an instant. */
export const GET = (request: Request): Promise<Response> => handleRoute(request, VINTAGES_QUERY, vintagesResponse);
