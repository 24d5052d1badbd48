import { INDICATORS } from "@talent/catalog/indicators";
import { answer, json } from "../../../../api/answer.ts";
import { indicatorJson } from "../../../../api/indicator-json.ts";
import { sourcesNow } from "../../../../store/sources-now.ts";

export const GET = (request: Request): Promise<Response> =>
  answer(request, {}, async () => {
    const sources = await sourcesNow();
    return json({ data: INDICATORS.map((indicator) => indicatorJson(indicator, sources)), next: null });
  });
