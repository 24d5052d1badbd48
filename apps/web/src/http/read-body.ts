import type * as z from "zod";
import { badParameter, Problem } from "./problem.ts";

/** The members of a body: texts, lists of texts and, in JSON, anything else. */
export type BodyFields = Readonly<Record<string, unknown>>;

const MAX_BYTES = 16_384;
/** Members of a form that belong to one object are written `rule.indicator`. */
const NESTED_MEMBER = /^(rule)\.([\w.-]{1,60})$/;

/** A body as JSON or as a form (of either kind), with no member that the schema lacks. Throws a Problem: 400, 413 or 415. */
export async function readFields(request: Request, body: z.ZodObject): Promise<BodyFields> {
  const type = request.headers.get("content-type") ?? "";
  const read = BODY_PARSERS[type.split(";")[0]?.trim().toLowerCase() ?? ""];
  if (!read) throw new Problem(415, "Unsupported media type", `Send ${Object.keys(BODY_PARSERS).join(" or ")}.`);
  const fields = await read(await boundedBody(request), type);
  const unknown = Object.keys(fields).find((name) => !Object.hasOwn(body.shape, name));
  if (unknown !== undefined) throw badParameter(unknown.slice(0, 60), `There is no member “${unknown.slice(0, 60)}” here.`);
  return fields;
}

/** Whether the body came from a form: all of its members are texts. */
export function isFormBody(request: Request): boolean {
  return !/^application\/json\b/i.test(request.headers.get("content-type") ?? "");
}

/** Whether somebody filled in a form in a browser: they are led to a page, a program is answered. */
export function wantsHtml(request: Request): boolean {
  return /\btext\/html\b/.test(request.headers.get("accept") ?? "");
}

const BODY_PARSERS: Readonly<Record<string, (body: Buffer, type: string) => BodyFields | Promise<BodyFields>>> = {
  "application/json": parseJson,
  "application/x-www-form-urlencoded": (body) => parseForm(new URLSearchParams(body.toString())),
  // Mail programs send their one-click POST as either kind of form (RFC 8058).
  "multipart/form-data": parseMultipart,
};

async function boundedBody(request: Request): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request.body ?? []) {
    size += part.length;
    if (size > MAX_BYTES) throw new Problem(413, "Too large", `A body has at most ${MAX_BYTES} bytes.`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function parseJson(body: Buffer): BodyFields {
  let read: unknown;
  try {
    read = JSON.parse(body.toString());
  } catch {
    throw new Problem(400, "Bad body", "The body is no JSON.");
  }
  if (read === null || typeof read !== "object" || Array.isArray(read))
    throw new Problem(400, "Bad body", "The body must be a JSON object.");
  return withoutPrototype(Object.entries(read));
}

async function parseMultipart(body: Buffer, type: string): Promise<BodyFields> {
  try {
    const parts = await new Response(new Uint8Array(body), { headers: { "content-type": type } }).formData();
    return parseForm(new URLSearchParams([...parts].map(([name, value]) => [name, typeof value === "string" ? value : ""])));
  } catch {
    throw new Problem(400, "Bad body", "The body is no form.");
  }
}

function parseForm(given: URLSearchParams): BodyFields {
  const plain: [string, unknown][] = [];
  const inside = new Map<string, [string, unknown][]>();
  for (const name of new Set(given.keys())) {
    const values = given.getAll(name);
    const value = values.length > 1 ? values : values[0];
    const [, object, member] = NESTED_MEMBER.exec(name) ?? [];
    if (object === undefined || member === undefined) plain.push([name, value]);
    else inside.set(object, [...(inside.get(object) ?? []), [member, value]]);
  }
  return withoutPrototype([...plain, ...[...inside].map(([name, members]): [string, unknown] => [name, withoutPrototype(members)])]);
}

/** Without a prototype, so that a member called `__proto__` is a member. */
function withoutPrototype(entries: readonly (readonly [string, unknown])[]): BodyFields {
  const made: Record<string, unknown> = Object.create(null);
  for (const [name, value] of entries) Object.defineProperty(made, name, { value, enumerable: true });
  return made;
}
