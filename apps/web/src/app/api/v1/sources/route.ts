import { sourceJson } from "../../../../api/catalogue-json.ts";
import { handleRoute, json } from "../../../../http/respond.ts";
import { currentSources, loadFreshness } from "../../../../store/sources.ts";

export const GET = (request: Request): Promise<Response> =>
  handleRoute(request, {}, async () => {
    const [sources, freshness] = await Promise.all([currentSources(), loadFreshness(new Date())]);
    return json({ data: sources.map((source) => sourceJson(source, freshness.get(source.id)?.theirs)), next: null });
  });
