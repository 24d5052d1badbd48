import { INDICATORS } from "@talent/catalog/indicators/all";
import { indicatorJson } from "../../../../api/catalogue-json.ts";
import { answer, json } from "../../../../http/respond.ts";
import { sourcesNow } from "../../../../store/sources.ts";

export const GET = (request: Request): Promise<Response> =>
  answer(request, {}, async () => {
    const sources = await sourcesNow();
    return json({ data: INDICATORS.map((indicator) => indicatorJson(indicator, sources)), next: null });
  });
