import { sourceJson } from "../../../../../api/catalogue-json.ts";
import { notFound } from "../../../../../http/problem.ts";
import { answer, json } from "../../../../../http/respond.ts";
import { freshnessAt, sourcesNow } from "../../../../../store/sources.ts";

type Context = { params: Promise<{ id: string }> };

export const GET = (request: Request, { params }: Context): Promise<Response> =>
  answer(request, {}, async () => {
    const { id } = await params;
    const source = (await sourcesNow()).find((one) => one.id === id);
    if (!source) throw notFound(`There is no source “${id.slice(0, 80)}”.`);
    return json(sourceJson(source, (await freshnessAt(new Date(), id)).get(id)?.theirs));
  });
