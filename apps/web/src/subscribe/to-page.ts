import { readQuery } from "../api/read-query.ts";
import { TOKEN } from "./link-token.ts";
import { linkPage } from "./links.ts";
import { acted, leadTo } from "./post-answer.ts";

/** Leads GET at an address for programs to the page of the same link. */
export function toPage(request: Request, page: "confirm" | "unsubscribe"): Promise<Response> {
  return acted(request, async () => leadTo(linkPage(page, readQuery(new URL(request.url).searchParams, { token: TOKEN }).token)));
}
