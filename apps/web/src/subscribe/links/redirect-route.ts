import { acted, leadTo } from "../../http/handle-post.ts";
import { readQuery } from "../../http/read-query.ts";
import { linkPage } from "./link-address.ts";
import { TOKEN } from "./link-token.ts";

/** Leads GET at an address for programs to the page of the same link. */
export function toPage(request: Request, page: "confirm" | "unsubscribe"): Promise<Response> {
  return acted(request, async () => leadTo(linkPage(page, readQuery(new URL(request.url).searchParams, { token: TOKEN }).token)));
}
