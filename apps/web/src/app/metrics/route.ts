import { handleRoute } from "../../http/respond.ts";
import { EXPOSITION_TYPE, exposition } from "../../metrics/exposition.ts";
import { storeMetrics } from "../../metrics/store-metrics.ts";
import { memoize } from "../../store/memoize.ts";

const FRESH_MS = 5_000;

/** Numbers of the store and its health for Prometheus, at most a few seconds old however many ask. */
export const GET = (request: Request): Promise<Response> =>
  handleRoute(request, {}, async () => {
    const text = await memoize("metrics", FRESH_MS, async () => exposition(await storeMetrics(new Date())));
    return new Response(text, { headers: { "content-type": EXPOSITION_TYPE, "cache-control": "no-cache" } });
  });
