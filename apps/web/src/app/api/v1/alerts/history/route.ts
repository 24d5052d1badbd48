import { historyAnswer } from "../../../../../alerts/history-answer.ts";
import { HISTORY_QUERY } from "../../../../../api/alert-routes.ts";
import { answer } from "../../../../../api/answer.ts";

/** What crossed and what was told, newest first. */
export const GET = (request: Request): Promise<Response> => answer(request, HISTORY_QUERY, historyAnswer);
