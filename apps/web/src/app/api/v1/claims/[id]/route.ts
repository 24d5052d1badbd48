import { claimJson } from "@talent/core/claim/ledger-json";
import { AS_OF_QUERY } from "../../../../../api/parameters.ts";
import { notFound } from "../../../../../http/problem.ts";
import { handleRoute, json } from "../../../../../http/respond.ts";
import { loadLedger } from "../../../../../ledger/load.ts";

type Context = { params: Promise<{ id: string }> };

export const GET = (request: Request, { params }: Context): Promise<Response> =>
  handleRoute(request, AS_OF_QUERY, async ({ as_of: asOf = null }) => {
    const { id } = await params;
    const entry = (await loadLedger(asOf)).entries.find(({ claim }) => claim.id === id);
    if (!entry) throw notFound(`There is no claim “${id.slice(0, 80)}”.`);
    return json(claimJson(entry.claim, entry.assessments, entry.times));
  });
