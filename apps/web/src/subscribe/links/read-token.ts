import { badParameter } from "../../http/problem.ts";
import { type Fields, readFields } from "../../http/read-body.ts";

/** What was sent to a link: its token, from the address or the body, and the other members. */
export type Sent = { readonly token: string; readonly fields: Fields };

const LONGEST = 200;

/** Reads a POST to a link. Throws a Problem: 400, 413 or 415. */
export async function readSent(request: Request, known: readonly string[]): Promise<Sent> {
  const given = new URL(request.url).searchParams;
  const other = [...given.keys()].find((name) => name !== "token");
  if (other !== undefined) throw badParameter(other.slice(0, 60), `There is no parameter “${other.slice(0, 60)}” here.`);
  if (given.getAll("token").length > 1) throw badParameter("token", "“token” is given more than once.");
  // The token in the address is enough: a POST that says nothing more has no type either.
  const fields = request.headers.has("content-type") ? await readFields(request, ["token", ...known]) : {};
  const token = given.get("token") ?? fields.token;
  if (typeof token !== "string" || token === "" || token.length > LONGEST) throw badParameter("token", "token is missing.");
  return { token, fields };
}
