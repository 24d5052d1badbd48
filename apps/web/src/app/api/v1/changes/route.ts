import { CURSOR, DEFAULT_LIMIT, LIMIT } from "../../../../api/query/parameters.ts";
import { ALL_CHANGES } from "../../../../feeds/addresses.ts";
import { ATOM_TYPE } from "../../../../feeds/atom.ts";
import { badParameter } from "../../../../http/problem.ts";
import { handleRoute, json } from "../../../../http/respond.ts";
import { database } from "../../../../store/database.ts";
import { nodePackages } from "../../../../store/node-packages.ts";

/** Changes after a cursor, in the order they were committed. */
export const GET = (request: Request): Promise<Response> =>
  handleRoute(request, { cursor: CURSOR, limit: LIMIT }, async ({ cursor, limit }) => {
    const { changesSince } = await nodePackages.changes();
    try {
      const response = json(await changesSince(await database(), cursor, limit ?? DEFAULT_LIMIT));
      response.headers.set("link", `<${ALL_CHANGES.url}>; rel="alternate"; type="${ATOM_TYPE}"`);
      return response;
    } catch (error) {
      if (error instanceof Error && error.name === "InvalidCursor") throw badParameter("cursor", "cursor must be the id of a change.");
      throw error;
    }
  });
