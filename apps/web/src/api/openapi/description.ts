import type { Parameters } from "../../http/read-query.ts";

/** JSON Schema 2020-12, as OpenAPI 3.1 uses it. */
export type Schema = Readonly<Record<string, unknown>>;

export const TEXT: Schema = { type: "string" };
export const NUMBER: Schema = { type: "number" };
export const YES_NO: Schema = { type: "boolean" };
export const INSTANT: Schema = { type: "string", format: "date-time" };
export const OPEN_OBJECT: Schema = { type: "object" };

export const orNull = (schema: Schema): Schema => ({ anyOf: [schema, { type: "null" }] });
export const listOf = (items: Schema): Schema => ({ type: "array", items });
export const oneOf = (...values: readonly string[]): Schema => ({ type: "string", enum: values });
export const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

/** An object of exactly these members; those in `optional` may be missing. */
export function object(members: Readonly<Record<string, Schema>>, optional: Readonly<Record<string, Schema>> = {}): Schema {
  return { type: "object", properties: { ...members, ...optional }, required: Object.keys(members) };
}

/** A page of a list: `next` is null on the last. */
export function pageOf(items: Schema): Schema {
  return object({ data: listOf(items), next: orNull(TEXT) });
}

/** What a route answers to GET. */
export type GetRoute = {
  readonly summary: string;
  readonly query?: Parameters;
  readonly path?: string;
  readonly gives: Schema;
  readonly csv?: boolean;
  /** Of an answer that is no JSON. */
  readonly media?: string;
  readonly also?: Readonly<Record<string, Schema>>;
  /** Only for the operator. */
  readonly operator?: boolean;
};

/** What a route takes by POST, as JSON or as a form, and answers. */
export type PostRoute = {
  readonly summary: string;
  readonly query?: Parameters;
  readonly takes: Schema | null;
  readonly gives: Schema;
  readonly status: 200 | 202;
};

export type Route = (GetRoute & { readonly post?: PostRoute }) | { readonly gives?: undefined; readonly post: PostRoute };
