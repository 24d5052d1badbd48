import { alertHistoryResponse } from "../../../../../api/alert-json.ts";
import { HISTORY_QUERY } from "../../../../../api/parameters.ts";
import { handleRoute } from "../../../../../http/respond.ts";

/** Notifications, newest first. */
export const GET = (request: Request): Promise<Response> => handleRoute(request, HISTORY_QUERY, alertHistoryResponse);
