import { notFound, problemResponse } from "./problem.ts";
import { forAnySite } from "./respond.ts";

/** What an address for programs that leads nowhere is answered with, like everything else there: a problem document, whatever the method. */
export async function nowhere(request: Request): Promise<Response> {
  const path = new URL(request.url).pathname.slice(0, 120);
  return forAnySite(problemResponse(notFound(`There is nothing at ${path}; /api/openapi.json lists what there is.`)));
}
