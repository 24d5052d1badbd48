import { answer, json } from "../../../../api/answer.ts";
import { sourceJson } from "../../../../api/source-json.ts";
import { freshnessAt } from "../../../../store/freshness-at.ts";
import { sourcesNow } from "../../../../store/sources-now.ts";

export const GET = (request: Request): Promise<Response> =>
  answer(request, {}, async () => {
    const [sources, freshness] = await Promise.all([sourcesNow(), freshnessAt(new Date())]);
    return json({ data: sources.map((source) => sourceJson(source, freshness.get(source.id)?.theirs)), next: null });
  });
