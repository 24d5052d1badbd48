import { INDICATORS } from "@talent/catalog/indicators/all";
import { indicatorJson } from "../../../../api/catalogue-json.ts";
import { handleRoute, json } from "../../../../http/respond.ts";
import { currentSources } from "../../../../store/sources.ts";

export const GET = (request: Request): Promise<Response> =>
  handleRoute(request, {}, async () => {
    const sources = await currentSources();
    return json({ data: INDICATORS.map((indicator) => indicatorJson(indicator, sources)), next: null });
  });
