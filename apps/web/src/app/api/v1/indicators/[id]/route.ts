import { indicatorById } from "@talent/catalog/indicators";
import { answer, json } from "../../../../../api/answer.ts";
import { indicatorJson } from "../../../../../api/indicator-json.ts";
import { notFound } from "../../../../../api/problem.ts";
import { sourcesNow } from "../../../../../store/sources-now.ts";

type Context = { params: Promise<{ id: string }> };

export const GET = (request: Request, { params }: Context): Promise<Response> =>
  answer(request, {}, async () => {
    const { id } = await params;
    const indicator = indicatorById(id);
    if (!indicator) throw notFound(`There is no indicator “${id.slice(0, 80)}”.`);
    return json(indicatorJson(indicator, await sourcesNow()));
  });
