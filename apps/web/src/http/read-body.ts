import { badParameter, Problem } from "./problem.ts";

/** The members of a body: texts, lists of texts and, in JSON, anything else. */
export type Fields = Readonly<Record<string, unknown>>;

const MOST_BYTES = 16_384;
/** Members of a form that belong to one object are written `rule.indicator`. */
const INSIDE = /^(rule)\.([\w.-]{1,60})$/;

/** A body as JSON or as a form (of either kind), with no member that `known` lacks. Throws a Problem: 400, 413 or 415. */
export async function readFields(request: Request, known: readonly string[]): Promise<Fields> {
  const type = request.headers.get("content-type") ?? "";
  const read = READERS[type.split(";")[0]?.trim().toLowerCase() ?? ""];
  if (!read) throw new Problem(415, "Unsupported media type", `Send ${Object.keys(READERS).join(" or ")}.`);
  const fields = await read(await boundedBody(request), type);
  const unknown = Object.keys(fields).find((name) => !known.includes(name));
  if (unknown !== undefined) throw badParameter(unknown.slice(0, 60), `There is no member “${unknown.slice(0, 60)}” here.`);
  return fields;
}

/** Whether the body came from a form: all of its members are texts. */
export function isForm(request: Request): boolean {
  return !/^application\/json\b/i.test(request.headers.get("content-type") ?? "");
}

/** Whether somebody filled in a form in a browser: they are led to a page, a program is answered. */
export function isBrowser(request: Request): boolean {
  return /\btext\/html\b/.test(request.headers.get("accept") ?? "");
}

const READERS: Readonly<Record<string, (body: Buffer, type: string) => Fields | Promise<Fields>>> = {
  "application/json": fromJson,
  "application/x-www-form-urlencoded": (body) => fromForm(new URLSearchParams(body.toString())),
  // Mail programs send their one-click POST as either kind of form (RFC 8058).
  "multipart/form-data": fromParts,
};

async function boundedBody(request: Request): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request.body ?? []) {
    size += part.length;
    if (size > MOST_BYTES) throw new Problem(413, "Too large", `A body has at most ${MOST_BYTES} bytes.`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function fromJson(body: Buffer): Fields {
  let read: unknown;
  try {
    read = JSON.parse(body.toString());
  } catch {
    throw new Problem(400, "Bad body", "The body is no JSON.");
  }
  if (read === null || typeof read !== "object" || Array.isArray(read))
    throw new Problem(400, "Bad body", "The body must be a JSON object.");
  return bare(Object.entries(read));
}

async function fromParts(body: Buffer, type: string): Promise<Fields> {
  try {
    const parts = await new Response(new Uint8Array(body), { headers: { "content-type": type } }).formData();
    return fromForm(new URLSearchParams([...parts].map(([name, value]) => [name, typeof value === "string" ? value : ""])));
  } catch {
    throw new Problem(400, "Bad body", "The body is no form.");
  }
}

function fromForm(given: URLSearchParams): Fields {
  const plain: [string, unknown][] = [];
  const inside = new Map<string, [string, unknown][]>();
  for (const name of new Set(given.keys())) {
    const values = given.getAll(name);
    const value = values.length > 1 ? values : values[0];
    const [, object, member] = INSIDE.exec(name) ?? [];
    if (object === undefined || member === undefined) plain.push([name, value]);
    else inside.set(object, [...(inside.get(object) ?? []), [member, value]]);
  }
  return bare([...plain, ...[...inside].map(([name, members]): [string, unknown] => [name, bare(members)])]);
}

/** Without a prototype, so that a member called `__proto__` is a member. */
function bare(entries: readonly (readonly [string, unknown])[]): Fields {
  const made: Record<string, unknown> = Object.create(null);
  for (const [name, value] of entries) Object.defineProperty(made, name, { value, enumerable: true });
  return made;
}
