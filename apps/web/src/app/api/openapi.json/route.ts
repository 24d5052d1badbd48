import { openapi } from "../../../api/openapi/document.ts";
import { answer, json } from "../../../http/respond.ts";

export const GET = (request: Request): Promise<Response> => answer(request, {}, async () => json(openapi(process.env.PUBLIC_URL)));
