import { BEFORE } from "../../../api/query/parameters.ts";
import { feedAnswer } from "../../../feeds/serve-feed.ts";
import { answer, nowhere } from "../../../http/respond.ts";

/** Every Atom feed there is. */
export const GET = (request: Request): Promise<Response> =>
  answer(request, { before: BEFORE }, ({ before }) => feedAnswer(request, before));

// A feed that exists refuses these before; what is left has no feed behind it.
export { nowhere as DELETE, nowhere as PATCH, nowhere as POST, nowhere as PUT };
