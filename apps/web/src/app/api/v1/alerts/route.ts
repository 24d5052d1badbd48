import { rulesView } from "../../../../alerts/load-rules.ts";
import { ruleJson } from "../../../../api/alert-json.ts";
import { AS_OF } from "../../../../api/query/parameters.ts";
import { answer, json } from "../../../../http/respond.ts";

/** Every rule for readers and where it stands. */
export const GET = (request: Request): Promise<Response> =>
  answer(request, { asOf: AS_OF }, async ({ asOf }) => json({ data: (await rulesView(asOf)).rules.map(ruleJson), next: null }));
