import { indicatorById } from "@talent/catalog/indicators/all";
import { indicatorJson } from "../../../../../api/catalogue-json.ts";
import { notFound } from "../../../../../http/problem.ts";
import { handleRoute, json } from "../../../../../http/respond.ts";
import { currentSources } from "../../../../../store/sources.ts";

type Context = { params: Promise<{ id: string }> };

export const GET = (request: Request, { params }: Context): Promise<Response> =>
  handleRoute(request, {}, async () => {
    const { id } = await params;
    const indicator = indicatorById(id);
    if (!indicator) throw notFound(`There is no indicator “${id.slice(0, 80)}”.`);
    return json(indicatorJson(indicator, await currentSources()));
  });
