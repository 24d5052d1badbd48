import { claimJson } from "@talent/core/ledger-json";
import { answer, json } from "../../../../api/answer.ts";
import { AS_OF } from "../../../../api/parameters.ts";
import { ledgerView } from "../../../../store/ledger-view.ts";

/** The ledger in the article's order, as stored, or worked out for another as-of. */
export const GET = (request: Request): Promise<Response> =>
  answer(request, { asOf: AS_OF }, async ({ asOf }) => {
    const { entries } = await ledgerView(asOf);
    return json({ data: entries.map(({ claim, assessments, times }) => claimJson(claim, assessments, times)), next: null });
  });
