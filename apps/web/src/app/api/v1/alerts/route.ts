import { ruleJson } from "../../../../alerts/alert-json.ts";
import { answer, json } from "../../../../api/answer.ts";
import { AS_OF } from "../../../../api/parameters.ts";
import { rulesView } from "../../../../store/rules-view.ts";

/** Every rule for readers and where it stands. */
export const GET = (request: Request): Promise<Response> =>
  answer(request, { asOf: AS_OF }, async ({ asOf }) => json({ data: (await rulesView(asOf)).rules.map(ruleJson), next: null }));
