import { ROUTES } from "../api/openapi.ts";
import { methodNotAllowed, notFound, problemResponse } from "../http/problem.ts";
import { allowAnyOrigin } from "../http/respond.ts";
import { isDecodable } from "../request/href.ts";

const API_PATH = /^\/(?:(?:api|feeds)(?:\/|$)|metrics$)/;
/** A route that answers GET answers these too. */
const WITH_GET = ["HEAD", "OPTIONS"];

type RouteMethods = { readonly pattern: RegExp; readonly methods: readonly string[] };

/** Whether programs ask here, so that a refusal is a problem document and no page. */
export function isApiPath(path: string): boolean {
  return API_PATH.test(path);
}

/**
 * What is refused before any route is asked, because a route could not say it by itself: an address that cannot be decoded, and a method that the
 * route at this address has not. Null when there is nothing to refuse, also where no route is.
 */
export function refuseRequest(method: string, path: string): Response | null {
  if (!isDecodable(path)) return refusalResponse(notFound("The address has a percent sign that begins no character in UTF-8."));
  const methods = ROUTE_METHODS.find(({ pattern }) => pattern.test(path))?.methods;
  return methods === undefined || methods.includes(method) ? null : refusalResponse(methodNotAllowed(method, methods));
}

const refusalResponse = (problem: Error): Response => allowAnyOrigin(problemResponse(problem));

// The description of the API is the one table of what is answered, and a test holds it against the handlers. As for Next, what has no gap comes first.
const ROUTE_METHODS: readonly RouteMethods[] = Object.entries(ROUTES)
  .sort(([a], [b]) => Number(a.includes("{")) - Number(b.includes("{")))
  .map(([path, item]) => {
    const own = Object.keys(item).map((method) => method.toUpperCase());
    return { pattern: pathPattern(path), methods: [...own, ...(own.includes("GET") ? WITH_GET : ["OPTIONS"])] };
  });

function pathPattern(path: string): RegExp {
  const literal = path.replace(/[.*+?^$()|[\]\\]/g, "\\$&");
  return new RegExp(`^${literal.replace(/\{\w+\}/g, "[^/]+")}$`);
}
