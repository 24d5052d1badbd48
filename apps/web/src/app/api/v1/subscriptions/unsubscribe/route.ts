import { stop } from "../../../../../subscribe/act-on-link.ts";
import { toPage } from "../../../../../subscribe/to-page.ts";

/** Shows the page behind the link, as the proxy does at this very address. Changes nothing. */
export const GET = (request: Request): Promise<Response> => toPage(request, "unsubscribe");

export const POST = stop;
