import { claimJson } from "@talent/core/ledger-json";
import { answer, json } from "../../../../../api/answer.ts";
import { AS_OF } from "../../../../../api/parameters.ts";
import { notFound } from "../../../../../api/problem.ts";
import { ledgerView } from "../../../../../store/ledger-view.ts";

type Context = { params: Promise<{ id: string }> };

export const GET = (request: Request, { params }: Context): Promise<Response> =>
  answer(request, { asOf: AS_OF }, async ({ asOf }) => {
    const { id } = await params;
    const entry = (await ledgerView(asOf)).entries.find(({ claim }) => claim.id === id);
    if (!entry) throw notFound(`There is no claim “${id.slice(0, 80)}”.`);
    return json(claimJson(entry.claim, entry.assessments, entry.times));
  });
