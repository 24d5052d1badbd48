import { historyAnswer } from "../../../../../api/alert-json.ts";
import { HISTORY_QUERY } from "../../../../../api/openapi/alerts.ts";
import { answer } from "../../../../../http/respond.ts";

/** What crossed and what was told, newest first. */
export const GET = (request: Request): Promise<Response> => answer(request, HISTORY_QUERY, historyAnswer);
