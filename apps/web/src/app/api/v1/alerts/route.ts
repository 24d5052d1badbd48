import { loadRules } from "../../../../alerts/load-rules.ts";
import { ruleJson } from "../../../../api/alert-json.ts";
import { AS_OF } from "../../../../api/query/parameters.ts";
import { handleRoute, json } from "../../../../http/respond.ts";

/** Every rule for readers and where it stands. */
export const GET = (request: Request): Promise<Response> =>
  handleRoute(request, { asOf: AS_OF }, async ({ asOf }) => json({ data: (await loadRules(asOf)).rules.map(ruleJson), next: null }));
