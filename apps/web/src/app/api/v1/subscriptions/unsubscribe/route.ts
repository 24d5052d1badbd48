import { unsubscribeByLink } from "../../../../../subscribe/links/act-on-link.ts";
import { redirectRoute } from "../../../../../subscribe/links/link-token.ts";

/** Shows the page behind the link, as the proxy does at this very address. Changes nothing. */
export const GET = (request: Request): Promise<Response> => redirectRoute(request, "unsubscribe");

export const POST = unsubscribeByLink;
