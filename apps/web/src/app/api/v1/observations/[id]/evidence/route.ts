import { loadEvidence } from "../../../../../../evidence/load.ts";
import { notFound } from "../../../../../../http/problem.ts";
import { handleRoute, json } from "../../../../../../http/respond.ts";

type Context = { params: Promise<{ id: string }> };

/** Where a number was read: exchange, snapshot, place, printed text, and the cells around it as the licence allows. */
export const GET = (request: Request, { params }: Context): Promise<Response> =>
  handleRoute(request, {}, async () => {
    const { id } = await params;
    const found = await loadEvidence(id);
    if (!found) throw notFound(`There is no observation “${id.slice(0, 80)}”.`);
    const { observation, exchange, source, citation, sha256 } = found.record;
    const { headers: _headers, ...shown } = exchange;
    return json({
      observation,
      exchange: shown,
      source,
      citation,
      snapshot: `sha256:${sha256}`,
      excerpt: found.excerpt,
      withheld: found.why,
    });
  });
