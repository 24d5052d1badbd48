import { answer, json } from "../../../api/answer.ts";
import { openapi } from "../../../api/openapi.ts";

export const GET = (request: Request): Promise<Response> => answer(request, {}, async () => json(openapi(process.env.PUBLIC_URL)));
