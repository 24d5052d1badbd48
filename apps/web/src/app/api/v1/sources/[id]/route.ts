import { sourceJson } from "../../../../../api/catalogue-json.ts";
import { notFound } from "../../../../../http/problem.ts";
import { handleRoute, json } from "../../../../../http/respond.ts";
import { currentSources, loadFreshness } from "../../../../../store/sources.ts";

type Context = { params: Promise<{ id: string }> };

export const GET = (request: Request, { params }: Context): Promise<Response> =>
  handleRoute(request, {}, async () => {
    const { id } = await params;
    const source = (await currentSources()).find((one) => one.id === id);
    if (!source) throw notFound(`There is no source “${id.slice(0, 80)}”.`);
    return json(sourceJson(source, (await loadFreshness(new Date(), id)).get(id)?.theirs));
  });
