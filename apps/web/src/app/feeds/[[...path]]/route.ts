import { FEED_QUERY } from "../../../api/parameters.ts";
import { serveFeed } from "../../../feeds/serve-feed.ts";
import { apiNotFound, handleRoute } from "../../../http/respond.ts";

/** Every Atom feed there is. */
export const GET = (request: Request): Promise<Response> =>
  handleRoute(request, FEED_QUERY, ({ before }) => serveFeed(request, before ?? null));

// A feed that exists refuses these before; what is left has no feed behind it.
export { apiNotFound as DELETE, apiNotFound as PATCH, apiNotFound as POST, apiNotFound as PUT };
