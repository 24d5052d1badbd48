import { notFound, problemResponse } from "../../../api/problem.ts";

/** An address under /api that leads nowhere is refused like everything else here: with a problem document, whatever the method. */
async function nowhere(request: Request): Promise<Response> {
  const path = new URL(request.url).pathname.slice(0, 120);
  return problemResponse(notFound(`There is nothing at ${path}; /api/openapi.json lists what there is.`));
}

export { nowhere as DELETE, nowhere as GET, nowhere as PATCH, nowhere as POST, nowhere as PUT };
