import { answer, json } from "../../../../../api/answer.ts";
import { notFound } from "../../../../../api/problem.ts";
import { sourceJson } from "../../../../../api/source-json.ts";
import { freshnessAt } from "../../../../../store/freshness-at.ts";
import { sourcesNow } from "../../../../../store/sources-now.ts";

type Context = { params: Promise<{ id: string }> };

export const GET = (request: Request, { params }: Context): Promise<Response> =>
  answer(request, {}, async () => {
    const { id } = await params;
    const source = (await sourcesNow()).find((one) => one.id === id);
    if (!source) throw notFound(`There is no source “${id.slice(0, 80)}”.`);
    return json(sourceJson(source, (await freshnessAt(new Date(), id)).get(id)?.theirs));
  });
