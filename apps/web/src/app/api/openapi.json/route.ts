import { openapiDocument } from "../../../api/openapi.ts";
import { handleRoute, json } from "../../../http/respond.ts";

export const GET = (request: Request): Promise<Response> =>
  handleRoute(request, {}, async () => json(openapiDocument(process.env.PUBLIC_URL)));
