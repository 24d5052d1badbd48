import { handleRoute, json } from "../../../http/respond.ts";
import { checkReadiness } from "../../../store/store-state.ts";

/** Readiness: the database answers and is migrated, and the scheduler rings. 503 with the same shape when not. */
export const GET = (request: Request): Promise<Response> =>
  handleRoute(request, {}, async () => {
    const checks = await checkReadiness(new Date());
    const ready = Object.values(checks).every((check) => check === "ok");
    return json({ status: ready ? "ready" : "not_ready", checks }, ready ? 200 : 503);
  });
