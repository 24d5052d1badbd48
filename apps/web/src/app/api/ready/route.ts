import { answer, json } from "../../../api/answer.ts";
import { readiness } from "../../../store/readiness.ts";

/** Readiness: the database answers and is migrated. 503 with the same shape when not. */
export const GET = (request: Request): Promise<Response> =>
  answer(request, {}, async () => {
    const checks = await readiness();
    const ready = checks.database === "ok" && checks.migrations === "ok";
    return json({ status: ready ? "ready" : "not_ready", checks }, ready ? 200 : 503);
  });
