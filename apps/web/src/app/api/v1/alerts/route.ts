import { loadRules } from "../../../../alerts/load-rules.ts";
import { ruleJson } from "../../../../api/alert-json.ts";
import { AS_OF_QUERY } from "../../../../api/parameters.ts";
import { handleRoute, json } from "../../../../http/respond.ts";

/** Every rule for readers and where it stands. */
export const GET = (request: Request): Promise<Response> =>
  handleRoute(request, AS_OF_QUERY, async ({ as_of: asOf = null }) =>
    json({ data: (await loadRules(asOf)).rules.map(ruleJson), next: null }),
  );
