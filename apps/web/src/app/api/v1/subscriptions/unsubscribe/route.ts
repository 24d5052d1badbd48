import { stop } from "../../../../../subscribe/links/act-on-link.ts";
import { toPage } from "../../../../../subscribe/links/link-token.ts";

/** Shows the page behind the link, as the proxy does at this very address. Changes nothing. */
export const GET = (request: Request): Promise<Response> => toPage(request, "unsubscribe");

export const POST = stop;
