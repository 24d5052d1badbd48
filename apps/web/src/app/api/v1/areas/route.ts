import { AREAS } from "@talent/catalog/areas/all";
import { handleRoute, json } from "../../../../http/respond.ts";

/** Every area code in use, our user-assigned ones among them. */
export const GET = (request: Request): Promise<Response> =>
  handleRoute(request, {}, async () => {
    const data = Object.entries(AREAS).map(([code, { name, kind }]) => ({ code, name: name.en, kind }));
    return json({ data: data.sort((a, b) => a.code.localeCompare(b.code)), next: null });
  });
