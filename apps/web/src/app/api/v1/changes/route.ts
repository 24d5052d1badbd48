import { InvalidCursor } from "@talent/db/errors";
import { changesSince } from "@talent/db/read/feeds/changes";
import { CHANGES_QUERY, DEFAULT_LIMIT } from "../../../../api/parameters.ts";
import { ALL_CHANGES } from "../../../../feeds/addresses.ts";
import { ATOM_TYPE } from "../../../../feeds/atom.ts";
import { badParameter } from "../../../../http/problem.ts";
import { handleRoute, json } from "../../../../http/respond.ts";
import { db } from "../../../../store/database.ts";

/** Changes after a cursor, in the order they were committed. */
export const GET = (request: Request): Promise<Response> =>
  handleRoute(request, CHANGES_QUERY, async ({ cursor = null, limit }) => {
    try {
      const response = json(await changesSince(db(), cursor, limit ?? DEFAULT_LIMIT));
      response.headers.set("link", `<${ALL_CHANGES.url}>; rel="alternate"; type="${ATOM_TYPE}"`);
      return response;
    } catch (error) {
      if (error instanceof InvalidCursor) throw badParameter("cursor", "cursor must be the id of a change.");
      throw error;
    }
  });
