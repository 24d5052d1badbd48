import { answer, json } from "../../../http/respond.ts";

/** Liveness: this process answers. Touches nothing else, so that a lost database does not have it restarted. */
export const GET = (request: Request): Promise<Response> => answer(request, {}, async () => json({ status: "ok" }));
