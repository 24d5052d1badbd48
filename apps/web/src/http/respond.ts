import { notFound, problemResponse } from "./problem.ts";
import { type Parameters, type Query, readQuery } from "./read-query.ts";

/** Runs a route's handler with its query read strictly, and turns every error into a problem document. */
export async function handleRoute<P extends Parameters>(
  request: Request,
  parameters: P,
  handle: (query: Query<P>) => Promise<Response>,
): Promise<Response> {
  try {
    const response = await handle(readQuery(new URL(request.url).searchParams, parameters));
    return allowAnyOrigin(response);
  } catch (error) {
    return allowAnyOrigin(problemResponse(error));
  }
}

/** A JSON answer that must be asked for again each time: what is newest is decided here, not in a cache. */
export function json(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/json; charset=utf-8", "cache-control": "no-cache" },
  });
}

/** Everything programs ask for is public and read without cookies, so the script of any site may read it. */
export function allowAnyOrigin(response: Response): Response {
  response.headers.set("access-control-allow-origin", "*");
  return response;
}

/** What an address for programs that leads nowhere is answered with, like everything else there: a problem document, whatever the method. */
export async function apiNotFound(request: Request): Promise<Response> {
  const path = new URL(request.url).pathname.slice(0, 120);
  return allowAnyOrigin(problemResponse(notFound(`There is nothing at ${path}; /api/openapi.json lists what there is.`)));
}
