import { handleRoute, json } from "../../../http/respond.ts";

/** Liveness: this process answers. Touches nothing else, so that a lost database does not have it restarted. */
export const GET = (request: Request): Promise<Response> => handleRoute(request, {}, async () => json({ status: "ok" }));
