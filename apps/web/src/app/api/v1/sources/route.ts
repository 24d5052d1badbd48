import { sourceJson } from "../../../../api/catalogue-json.ts";
import { answer, json } from "../../../../http/respond.ts";
import { freshnessAt, sourcesNow } from "../../../../store/sources.ts";

export const GET = (request: Request): Promise<Response> =>
  answer(request, {}, async () => {
    const [sources, freshness] = await Promise.all([sourcesNow(), freshnessAt(new Date())]);
    return json({ data: sources.map((source) => sourceJson(source, freshness.get(source.id)?.theirs)), next: null });
  });
