import { claimJson } from "@talent/core/claim/ledger-json";
import { AS_OF_QUERY } from "../../../../api/parameters.ts";
import { handleRoute, json } from "../../../../http/respond.ts";
import { loadLedger } from "../../../../ledger/load.ts";

/** The ledger in the article's order, as stored, or worked out for another as-of. */
export const GET = (request: Request): Promise<Response> =>
  handleRoute(request, AS_OF_QUERY, async ({ as_of: asOf = null }) => {
    const { entries } = await loadLedger(asOf);
    return json({ data: entries.map(({ claim, assessments, times }) => claimJson(claim, assessments, times)), next: null });
  });
