import { answer, json } from "../../../../api/answer.ts";
import { sourceJson } from "../../../../api/source-json.ts";
import { sourcesNow } from "../../../../store/sources-now.ts";

export const GET = (request: Request): Promise<Response> =>
  answer(request, {}, async () => {
    const now = new Date();
    return json({ data: (await sourcesNow()).map((source) => sourceJson(source, now)), next: null });
  });
